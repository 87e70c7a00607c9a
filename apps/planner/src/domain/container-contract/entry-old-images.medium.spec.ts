/**
 * Real: busybox (sh, awk and the rest), the contract's files as they are shipped, python3 where the machine has one.
 * Not real: the container (testing/contract-sandbox).
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { BUSYBOX } from '../../testing/contract-sandbox';
import { competing, reported } from '../../testing/entry-run';

describe('images in the old style', () => {
  const OLD = `set -e
python3 -m knockem.cli fetch-genome "$KNOCKEM_GENOME_ID_ALPHA" >"$HOME/alpha.txt"
python3 -m knockem.cli fetch-genome "$KNOCKEM_GENOME_ID_BETA" >"$HOME/beta.txt"
python3 -m knockem.cli report-competition 100 526.316 473.684
python3 -m knockem.cli cleanup-genome "$KNOCKEM_GENOME_ID_BETA"`;
  const rounded = reported(100, 526, 474, [
    'numAlpha 526.316 was rounded to 526',
    'numBeta 473.684 was rounded to 474',
  ]);
  const hasPython = spawnSync('python3', ['-c', '']).status === 0;

  (hasPython ? test : test.skip)('run with their own python3 [needs python3]', () => {
    const ended = competing(OLD, ['', '1'], { workingDirectoryHolds: 'knockem' });
    expect(ended.stderr).toBe('');
    expect(ended.value).toEqual(rounded);
    expect(ended.text('work/beta.txt')).toBe('site 0\nsite 1 x\nsite 2\n');
  });

  (hasPython ? test : test.skip)('are told of a genome that is not there [needs python3]', () => {
    const ended = competing(`python3 -m knockem.cli fetch-genome other || exit 9`);
    expect(ended.reason).toBe('knockem_compete_two exited with code 9 and reported nothing');
    expect(ended.stderr).toContain('no genome other');
  });

  test('run without any python3', () => {
    using tools = tempDirectory();
    for (const applet of ['sh', 'awk', 'cat', 'grep']) {
      writeFileSync(join(tools.path, applet), `#!/bin/sh\nexec ${BUSYBOX} ${applet} "$@"\n`, { mode: 0o755 });
    }
    const ended = competing(OLD, ['', '1'], { path: tools.path });
    expect(ended.stderr).toBe('');
    expect(ended.value).toEqual(rounded);
  });

  test('are told when they want a real python3 and have none', () => {
    const ended = competing('python3 script.py', ['', ''], { path: '/nonexistent' });
    expect(ended.reason).toBe('knockem_compete_two exited with code 127 and reported nothing');
    expect(ended.stderr).toContain('this image has no python3');
  });
});
