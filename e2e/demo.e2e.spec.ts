/** Real: everything, as `make demo` starts it after set-up: nats-server, five services, containers. */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { waitFor, trackChild } from '#testing';
import { EXAMPLE, KNOCKEM, knockem, processesMentioning } from './stack-under-test';

const truth = JSON.parse(readFileSync(join(EXAMPLE, 'demo-truth.json'), 'utf8')) as {
  criticalSites: number[];
};
const demoDirectories = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('knockem-demo-'));

describe('the demo', () => {
  it('finds exactly the critical sites, ends with 0 and leaves nothing behind', async () => {
    const before = demoDirectories();
    const end = await knockem(['demo', '--json']);
    expect(end.stderr).toContain('stopping the services');
    expect(end.code).toBe(0);
    const printed = end.stdout.trim().split('\n');
    const { results } = JSON.parse(printed[printed.length - 1]) as {
      results: { assayType: string; assayResult: { criticalSites: number[] } }[];
    };
    const screen = results.find((row) => row.assayType === 'screenCritical');
    expect(screen?.assayResult.criticalSites).toEqual(truth.criticalSites);
    expect(demoDirectories()).toEqual(before);
    expect(processesMentioning('knockem-demo-')).toEqual([]);
  }, 300_000);

  it('cleans up after Ctrl-C in the middle of the run', async () => {
    const before = demoDirectories();
    const demo = trackChild(spawn(KNOCKEM, ['demo'], { stdio: ['ignore', 'ignore', 'pipe'] }), 'demo');
    let said = '';
    demo.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((settle) => demo.once('exit', settle));
    await waitFor(() => /active: \d+ completed/.test(said), {
      timeoutMs: 120_000,
      message: 'the study runs',
    });
    demo.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(demoDirectories()).toEqual(before);
    expect(processesMentioning('knockem-demo-')).toEqual([]);
  }, 300_000);
});
