/** Real: the program as a process of its own, from source. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fromSource } from './adapters/start-and-die.conformance';

const started = () => {
  const [node = '', ...program] = fromSource(resolve(__dirname, 'replay.ts'));
  return spawn(node, [...program, '/no/such/order.json'], { stdio: ['pipe', 'pipe', 'pipe'] });
};

it('ends in order when nobody reads its last line any more', async () => {
  const child = started();
  child.stdout.destroy();
  expect(await text(child.stderr)).not.toContain('EPIPE');
}, 120_000);

it('says as one line why nothing could be run, and is gone although its standard input is open', async () => {
  const child = started();
  const exited = new Promise((settle) => child.once('exit', settle));
  const answer = JSON.parse(await text(child.stdout)) as unknown;
  expect(answer).toMatchObject({ error: { message: expect.stringContaining('order.json') as string } });
  expect(await exited).toBe(1);
}, 120_000);
