/**
 * Real: busybox (sh, awk and the rest), the contract's files as they are shipped.
 * Not real: the container (testing/contract-sandbox).
 */
import { GOOD, run } from '../../testing/entry-run';

describe('an inspection', () => {
  const inspecting = (verbs: Record<string, string>) =>
    run({ verbs: { ...GOOD, ...verbs } }, ['inspect', '0']);

  test('counts the sites', () => {
    const ended = inspecting({});
    expect([ended.exitCode, ended.value]).toEqual([0, { numSites: 3, serves: false, warnings: [] }]);
  });

  test('notices that the image serves', () => {
    const ended = inspecting({ knockem_serve: '#!/bin/sh\nexit 1' });
    expect([ended.exitCode, ended.value]).toEqual([0, { numSites: 3, serves: true, warnings: [] }]);
  });

  test('warns where the first or last site does nothing: a hint at a wrong siteBase', () => {
    const ended = run({ verbs: GOOD }, ['inspect', '1']);
    expect(ended.value).toEqual({
      numSites: 3,
      serves: false,
      warnings: ['knocking out site 3 changed nothing; does the image number its sites from 0? (siteBase)'],
    });
  });

  test('a genome of one site is enough', () => {
    expect(inspecting({ knockem_count_sites: '#!/bin/sh\necho 1' }).value).toMatchObject({ numSites: 1 });
  });

  test('takes a count with leading zeros or blank lines around', () => {
    expect(inspecting({ knockem_count_sites: '#!/bin/sh\necho 0003' }).value).toMatchObject({ numSites: 3 });
  });

  test.each([
    [
      'knockem_count_sites',
      '#!/bin/sh\necho many sites',
      'knockem_count_sites must print one whole number, but printed: many sites',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho 3; echo 4',
      'knockem_count_sites must print one whole number, but printed: 3',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho -3',
      'knockem_count_sites must print one whole number, but printed: -3',
    ],
    ['knockem_count_sites', '#!/bin/sh\ntrue', 'knockem_count_sites printed nothing'],
    ['knockem_count_sites', '#!/bin/sh\nexit 2', 'knockem_count_sites exited with code 2'],
    ['knockem_count_sites', '#!/bin/sh\necho 0', 'knockem_count_sites says that the genome has no sites'],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho 100001',
      'the genome has 100001 sites; at most 100000 can be studied',
    ],
    [
      'knockem_count_sites',
      '#!/bin/sh\necho >>"$HOME/n"; cat "$HOME/n" | wc -l',
      'knockem_count_sites gave 1, then 2, for the same genome',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\nexit 5',
      'knockem_apply_knockout exited with code 5 (genome without knockouts, 0 sites: none)',
    ],
    [
      'knockem_apply_knockout',
      `#!/bin/sh\ncat; [ $# -eq 0 ] || echo "$@"`,
      'knockem_apply_knockout depends on the order of its sites (0 2, 2 0)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\n[ $# -eq 0 ] && exec cat\nsed 1d',
      'knockem_apply_knockout changed the number of sites from 3 to 2 (sites 0 2)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\n[ $# -eq 0 ] && exec cat\nexit 6',
      'knockem_apply_knockout exited with code 6 (genome tried, 1 sites: 0)',
    ],
    [
      'knockem_apply_knockout',
      '#!/bin/sh\ntr s S',
      'knockem_apply_knockout changed the genome although no sites were given',
    ],
  ])('fails with a sentence: %s %j', (verb, script, reason) => {
    const ended = inspecting({ [verb]: script });
    expect([ended.exitCode, ended.reason, ended.value]).toEqual([1, reason, undefined]);
  });

  test.each(Object.keys(GOOD))('names the missing verb %s', (verb) => {
    const verbs = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== verb));
    expect(run({ verbs }, ['inspect', '0']).reason).toMatch(`the image has no ${verb} on its PATH`);
  });
});
