import { createHash, randomBytes } from 'node:crypto';
import { type Suite } from './suite.conformance';

export function describeInputs(suite: Suite): void {
  describe('arguments, environment and inputs', () => {
    const ODD = [
      '',
      ' leading',
      'two words',
      'new\nline',
      '"quotes" and \'these\'',
      '$HOME `id` \\',
      'ünï 基因',
      '--',
      '-x',
    ];

    it('reach the container exactly', async () => {
      const output = await suite.outputOf('', {}).then(() =>
        suite.runToEnd({
          argv: ['sh', '-c', 'for a in "$@"; do echo "[$a]"; done; echo "{$ODD}"', 'name', ...ODD],
          env: { ODD: ODD.join('|') },
        }),
      );
      const expected = [...ODD.map((each) => `[${each}]`), `{${ODD.join('|')}}`, ''].join('\n');
      expect(output.collected.output).toBe(expected);
    });

    it("lets the run's environment come before the image's, and sets HOME", async () => {
      const image = await suite.runtime.prepare('knockem-test/configured:1');
      const output = await suite.outputOf('echo "$GREETING $HOME"', { image, env: { GREETING: 'mine' } });
      expect(output).toBe('mine /knockem/work');
    });

    it("holds no credential and nothing of the executor's environment", async () => {
      process.env.KNOCKEM_NATS_PASSWORD = 'conformance-secret';
      try {
        const output = await suite.outputOf(
          'env; cat /proc/*/environ 2>/dev/null | $KNOCKEM_BUSYBOX tr "\\0" "\\n"',
        );
        expect(output).not.toContain('conformance-secret');
        expect(output).not.toMatch(/NATS|NODE_|npm_/);
      } finally {
        delete process.env.KNOCKEM_NATS_PASSWORD;
      }
    });

    it('gives input files read-only, at their paths, with their modes, also large ones', async () => {
      const large = randomBytes(3 << 20);
      const inputs = [
        suite.inputFile('/knockem/in/entry.sh', 'echo "entry ran with $1"', 0o755),
        suite.inputFile('/knockem/in/deep/er/text', 'hello', 0o644),
        suite.inputFile('/knockem/in/large', large, 0o444),
      ];
      const text = [
        'sh /knockem/in/entry.sh one',
        'cat /knockem/in/deep/er/text; echo',
        '$KNOCKEM_BUSYBOX sha256sum </knockem/in/large',
        '$KNOCKEM_BUSYBOX stat -c %a /knockem/in/entry.sh /knockem/in/deep/er/text /knockem/in/large',
        'echo x 2>/dev/null >/knockem/in/new && echo writable',
        'echo x 2>/dev/null >>/knockem/in/entry.sh && echo writable',
        'echo x 2>/dev/null >>/knockem/bin/busybox && echo writable',
        'true',
      ].join('\n');
      const digest = createHash('sha256').update(large).digest('hex');
      expect((await suite.outputOf(text, { inputs })).split('\n')).toEqual([
        'entry ran with one',
        'hello',
        `${digest}  -`,
        '755',
        '644',
        '444',
      ]);
    }, 30_000);
  });
}
