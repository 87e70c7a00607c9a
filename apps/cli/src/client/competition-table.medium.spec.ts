// Real: the knockem command of the build. A stand-in: the gateway, whose table may break off, and who does not say how long it
// is.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expectNoLeaks } from '#testing';

const PROGRAM = resolve('dist', 'bin', 'knockem.js');
const ID = '5f0c6a2e-0000-4000-8000-00000000abcd';
const TABLE = `ordinal,status\n${'0,completed\n'.repeat(20_000)}`;

let gateway: Server;
let breaksOff: boolean;
beforeAll(async () => {
  if (!existsSync(PROGRAM)) throw new Error('there is no build: run `npm run build` first');
  gateway = createServer((request, response) => {
    if (!request.url?.endsWith('.csv')) return;
    response.writeHead(200, { 'content-type': 'text/csv' });
    if (!breaksOff) return response.end(TABLE);
    return response.write(TABLE.slice(0, 15), () => response.destroy());
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
});
beforeEach(() => (breaksOff = false));
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await once(gateway, 'close');
  expectNoLeaks();
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function knockem(...words: string[]): Promise<Ended> {
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const options = { env: { ...process.env, KNOCKEM_URL: url }, maxBuffer: 10 * TABLE.length };
  return new Promise((settle) => {
    execFile(process.execPath, [PROGRAM, ...words], options, (error, stdout, stderr) =>
      settle({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe.each([
  ['results', ID, '--csv'],
  ['download', ID, '-o', '-'],
])('knockem %s %s %s %s', (...words) => {
  const command = words.filter(Boolean);

  it('prints the table whole, and nothing else', async () => {
    expect(await knockem(...command)).toEqual({ code: 0, stdout: TABLE, stderr: '' });
  });

  it('says that what it printed is not the whole table', async () => {
    breaksOff = true;
    const { code, stdout, stderr } = await knockem(...command);
    expect([code, TABLE.startsWith(stdout)]).toEqual([1, true]);
    expect(stderr).toContain(
      `broke off after ${stdout.length} bytes\n  what was printed is not the whole table`,
    );
  });
});
