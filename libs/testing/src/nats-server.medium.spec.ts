// Real: nats-server. Nothing is mocked.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expectNoLeaks, startNatsServer, tempDirectory, trackChild } from './index';
import { spawn } from 'node:child_process';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

afterAll(expectNoLeaks);

it('starts on a free port, restarts on the same port and store, and leaves nothing behind', async () => {
  const server = await startNatsServer();
  const { port, storeDir } = server;
  expect(await answers(port)).toBe(true);
  expect(existsSync(storeDir)).toBe(true);
  await server.kill9();
  expect(await answers(port)).toBe(false);
  await server.restart();
  expect(server.port).toBe(port);
  expect(server.storeDir).toBe(storeDir);
  expect(await answers(port)).toBe(true);
  await server.stop();
  await server.stop();
  expect(await answers(port)).toBe(false);
  expect(existsSync(storeDir)).toBe(false);
});

it('copies its store while it works, and comes back with the copy', async () => {
  using copy = tempDirectory();
  await using server = await startNatsServer();
  const { port } = server;
  await server.copyStore(copy.path);
  expect(readdirSync(copy.path)).toEqual(readdirSync(server.storeDir));
  writeFileSync(join(server.storeDir, 'later'), '');
  await server.setBackStore(copy.path);
  expect(existsSync(join(server.storeDir, 'later'))).toBe(false);
  expect(server.port).toBe(port);
  expect(await answers(port)).toBe(true);
});

it('keeps a store directory that it was given', async () => {
  using store = tempDirectory();
  {
    await using server = await startNatsServer({ storeDir: store.path });
    expect(await answers(server.port)).toBe(true);
  }
  expect(existsSync(store.path)).toBe(true);
});

it('fails a spec that forgets a process, and ends it', async () => {
  const child = trackChild(spawn('sleep', ['60']), 'sleep');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  expect(() => expectNoLeaks()).toThrow(/left behind by this spec: sleep/);
  await gone;
});
