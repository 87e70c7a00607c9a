import { createServer } from 'node:net';

/**
 * A TCP port of loopback that nobody listens on right now; `wanted` itself when it is free. Never one of `reserved`:
 * somebody is about to listen there, and the system does not know of it yet.
 */
export async function freePort(wanted = 0, reserved: readonly number[] = []): Promise<number> {
  const port = await unusedPort(wanted);
  return reserved.includes(port) ? freePort(0, reserved) : port;
}

function unusedPort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The usual port when it is free, else any free one: a second stack on a machine needs no flags. */
export async function pickPort(usual: number): Promise<number> {
  return freePort(usual).catch(() => freePort());
}
