/**
 * Real: busybox (sh, awk and the rest), the contract's files as they are shipped.
 * Not real: the container (testing/contract-sandbox).
 */
import { competing, reported } from '../../testing/entry-run';

describe('a competition', () => {
  test('reports by command', () => {
    const ended = competing('knockem-report 100 600 400');
    expect([ended.exitCode, ended.reason]).toEqual([0, undefined]);
    expect(ended.value).toEqual(reported(100, 600, 400));
  });

  test('reports by result file', () => {
    const json = '{"updatesElapsed": 12.5, "numAlpha": 6,\n "numBeta": 4}';
    expect(competing(`echo '${json}' >"$KNOCKEM_RESULT_FILE"`).value).toEqual(reported(12.5, 6, 4));
  });

  test('reports by the last line of stdout, after other output', () => {
    const ended = competing(`echo hello; echo '{"numBeta":4,"numAlpha":6,"updatesElapsed":1e2}'`);
    expect(ended.value).toEqual(reported(100, 6, 4));
    expect(ended.stdout).toContain('hello\n');
  });

  test('has its output passed on, and its report found, after a flood', () => {
    const ended = competing(
      `yes noise | head -c 20000000; echo; echo '{"updatesElapsed":1,"numAlpha":6,"numBeta":4}'`,
    );
    expect(ended.value).toEqual(reported(1, 6, 4));
    expect(ended.stdout.length).toBeGreaterThan(20_000_000);
  });

  test('takes command over file over stdout, and warns where they differ', () => {
    const ended = competing(
      `echo '{"updatesElapsed":1,"numAlpha":1,"numBeta":1}' >"$KNOCKEM_RESULT_FILE"; knockem-report 2 2 2; echo '{"updatesElapsed":2,"numAlpha":2,"numBeta":2}'`,
    );
    expect(ended.value).toEqual(
      reported(2, 2, 2, [
        'the result file differs (updatesElapsed 1, numAlpha 1, numBeta 1); the command counts',
      ]),
    );
  });

  test('counts the first of two reports by command, and warns', () => {
    const ended = competing('knockem-report 100 6 4; knockem-report 100 5 5; knockem-report 100 6 4');
    expect(ended.value).toEqual(
      reported(100, 6, 4, ['reported twice by command; the first report counts, the other said 100 5 5']),
    );
  });

  test('does not warn of the same report twice', () => {
    expect(competing('knockem-report 100 6 4; knockem-report 100 6 4').value).toEqual(reported(100, 6, 4));
  });

  test('may report decimals: they are rounded with a warning, updates are kept', () => {
    expect(competing('knockem-report 0.50 333.333 .7').value).toEqual(
      reported(0.5, 333, 1, ['numAlpha 333.333 was rounded to 333', 'numBeta .7 was rounded to 1']),
    );
  });

  test.each(['007', '+7', '7.', '7.e0', '70e-1', '7.0'])('may spell a number %s', (text) => {
    expect(competing(`knockem-report ${text} ${text} ${text}`).value).toEqual(reported(7, 7, 7));
  });

  test('may end with both extinct', () => {
    expect(competing('knockem-report 0 0 0').value).toEqual(reported(0, 0, 0));
  });

  test.each([
    ['knockem-report 100 -5 4', 'the report (command) has a negative numAlpha: -5'],
    ['knockem-report 100 5 x4', 'the report (command) has numBeta x4, which is not a number'],
    ['knockem-report nan 5 4', 'the report (command) has updatesElapsed nan, which is not a number'],
    [
      'knockem-report 1 5 1e30',
      'the report (command) has numBeta 1e30, which is too large to be counted exactly',
    ],
    [`echo '{"numAlpha":1,"numBeta":2}'`, 'the report (last line of stdout) has no updatesElapsed'],
    [
      `echo '{"updatesElapsed":1,"numAlpha":"1","numBeta":2}'`,
      'the report (last line of stdout) has numAlpha "1", which is not a number',
    ],
    ['echo garbage >"$KNOCKEM_RESULT_FILE"', 'the report (result file) has no updatesElapsed'],
    ['true', 'knockem_compete_two reported nothing'],
    ['echo done', 'knockem_compete_two reported nothing'],
    ['exit 3', 'knockem_compete_two exited with code 3 and reported nothing'],
    [
      'knockem-report 100 6 4; exit 3',
      'knockem_compete_two exited with code 3 after it reported updatesElapsed 100, numAlpha 6, numBeta 4',
    ],
  ])('fails with a sentence: %s', (script, reason) => {
    const ended = competing(script);
    expect(ended.exitCode).toBe(1);
    expect(ended.reason).toBe(reason);
    expect(ended.value).toBeUndefined();
    expect(ended.stderr).toContain(reason);
  });
});
