// Real: sockets of loopback.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { freePort } from './free-port';

it('gives the port that is wanted, unless it is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(freePort(port)).rejects.toThrow(/EADDRINUSE/);
  server.close();
  await once(server, 'close');
  expect(await freePort(port)).toBe(port);
});

it('gives none on which somebody else is about to listen', async () => {
  const reserved = await freePort();
  const other = await freePort(reserved, [reserved]);
  expect([other === reserved, other > 0]).toEqual([false, true]);
});
