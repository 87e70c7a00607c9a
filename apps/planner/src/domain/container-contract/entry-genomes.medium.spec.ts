/**
 * Real: busybox (sh, awk and the rest), the contract's files as they are shipped.
 * Not real: the container (testing/contract-sandbox).
 */
import { sampleWithout, seededRandom } from '#science';
import { BETA_ID, competing, GOOD, reported, run } from '../../testing/entry-run';
import { sitesArgument } from './sites-argument';

describe('a competition', () => {
  test('hands out both genomes, the knockouts made by the image', () => {
    const ended = competing(
      `cat "$KNOCKEM_GENOME_FILE_ALPHA" >"$HOME/a"; knockem-fetch-genome ${BETA_ID} >"$HOME/b"; knockem-report 1 1 1`,
      ['0', '0 2'],
    );
    expect(ended.exitCode).toBe(0);
    expect(ended.text('work/a')).toBe('site 0 x\nsite 1\nsite 2\n');
    expect(ended.text('work/b')).toBe('site 0 x\nsite 1\nsite 2 x\n');
  });

  test('without knockouts gets the genome itself twice, and needs no knockem_apply_knockout', () => {
    const { knockem_compete_two } = GOOD;
    expect(run({ verbs: { knockem_compete_two } }, ['compete', '', '']).exitCode).toBe(0);
  });

  test('a genome id that is not of this competition is an error', () => {
    const ended = competing(`knockem-fetch-genome other >"$HOME/g" || knockem-report 1 2 3`);
    expect(ended.value).toEqual(reported(1, 2, 3));
    expect(ended.stderr).toContain('no genome other in this competition');
  });

  test.each([
    ['#!/bin/sh\nexit 4', 'knockem_apply_knockout exited with code 4 (genome beta, 1 sites: 5)'],
    ['#!/bin/sh\ntrue', 'knockem_apply_knockout printed nothing (genome beta, 1 sites: 5)'],
    [
      '#!/bin/sh\ncat',
      'knockem_apply_knockout changed nothing (genome beta, 1 sites: 5); does the image number its sites from 1? (siteBase)',
    ],
  ])('is not started when the knockout fails: %j', (apply, reason) => {
    const ended = run(
      {
        verbs: {
          ...GOOD,
          knockem_apply_knockout: apply,
          knockem_compete_two: '#!/bin/sh\ntouch "$HOME/started"',
        },
      },
      ['compete', '', '5'],
    );
    expect([ended.exitCode, ended.reason]).toEqual([1, reason]);
    expect(ended.text('work/started')).toBeUndefined();
  });

  describe('hands the image each site as an argument of its own', () => {
    const TOLD = `#!/bin/sh
echo "$@" >"$HOME/told"; echo changed`;
    const told = (sites: readonly number[], siteBase = 0): { set: string; told: string | undefined } => {
      const set = sitesArgument(sites, siteBase);
      const ended = run({ verbs: { ...GOOD, knockem_apply_knockout: TOLD } }, ['compete', '', set]);
      expect(ended.exitCode).toBe(0);
      return { set, told: ended.text('work/told') };
    };
    const random = seededRandom(7);

    test.each([
      ['a single one', 1, 4000, false],
      ['half of 4,000', 2000, 4000, true],
      ['nearly all of 4,000', 3900, 4000, true],
      ['all of 37', 37, 37, true],
      ['99,000 of 100,000', 99_000, 100_000, true],
    ])(
      '%s',
      (_, count, of, isBitSet) => {
        const sites = sampleWithout(
          Array.from({ length: of }, (_, site) => site),
          count,
          random,
        ).sort((a, b) => a - b);
        for (const siteBase of [0, 1]) {
          const { set, told: words } = told(sites, siteBase);
          expect(words).toBe(`${sites.map((site) => site + siteBase).join(' ')}\n`);
          expect([set.startsWith('='), set.length <= of / 5 + 4]).toEqual([isBitSet, true]);
        }
      },
      20_000,
    );
  });

  test('leaves beta’s genome as it competed, when asked to keep it', () => {
    const script = 'echo spoilt >"$KNOCKEM_GENOME_FILE_BETA"; knockem-report 1 1 1';
    expect(competing(script, ['', '0 2', 'keep']).text('work/.knockem/kept')).toBe(
      'site 0 x\nsite 1\nsite 2 x\n',
    );
    expect(competing(script, ['', '0 2']).text('work/.knockem/kept')).toBeUndefined();
  });

  test('fails when the image has no knockem_compete_two', () => {
    expect(run({ verbs: {} }, ['compete', '', '']).reason).toMatch(
      /^the image has no knockem_compete_two on its PATH/,
    );
  });

  test('sees the current directory of the image, unless that would hide the shim', () => {
    const script = 'pwd >"$HOME/pwd"; knockem-report 1 1 1';
    expect(competing(script).text('work/pwd')).toMatch(/\/cwd\n$/);
    expect(competing(script, ['', ''], { workingDirectoryHolds: 'knockem' }).text('work/pwd')).toMatch(
      /\/work\n$/,
    );
  });
});
