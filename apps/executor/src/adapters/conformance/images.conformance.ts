import { ImageForOtherPlatform, ImageUnavailable } from '../../application/container-runtime';
import { goArch } from '../images/image-configuration';
import { PLAIN, type Suite } from './suite.conformance';

export function describeImages(suite: Suite): void {
  describe('images', () => {
    it('says with a sentence that an image is not to be had', async () => {
      const prepared = suite.runtime.prepare('localhost:1/knockem-test/absent:1');
      await expect(prepared).rejects.toThrow(ImageUnavailable);
      await expect(prepared).rejects.toThrow(/localhost:1\/knockem-test\/absent:1/);
    }, 60_000);

    it('tells of an archive that it could not read when it misses an image', async () => {
      const file = suite.brokenArchive();
      await expect(suite.runtime.prepare('localhost:1/knockem-test/absent:1')).rejects.toThrow(file);
    }, 60_000);

    it('refuses an image for another platform, and says how to build one for this', async () => {
      const prepared = suite.runtime.prepare('knockem-test/mainframe:1');
      await expect(prepared).rejects.toThrow(ImageForOtherPlatform);
      await expect(prepared).rejects.toThrow(
        `The image knockem-test/mainframe:1 is built for linux/s390x, this executor is linux/${goArch()}: ` +
          `build it with \`docker buildx build --platform linux/${goArch()} …\`.`,
      );
    }, 60_000);

    it('refuses an image whose USER it does not know, with a sentence', async () => {
      const prepared = suite.runtime.prepare('knockem-test/stranger:1');
      await expect(prepared).rejects.toThrow(ImageUnavailable);
      await expect(prepared).rejects.toThrow(/USER nobody-we-know is not in its \/etc\/passwd/);
    });

    it('resolves an image to the chain id of its layers, whatever spelling its name has', async () => {
      const again = await suite.runtime.prepare(`docker.io/${PLAIN}`);
      expect(suite.plain).toMatchObject({ imageRef: PLAIN, hasShell: true });
      expect(suite.plain.chainId).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(again.chainId).toBe(suite.plain.chainId);
      // One layer: its diff id is the chain id. So both runtimes must agree.
      const configured = await suite.runtime.prepare('knockem-test/configured:1');
      expect(configured.chainId).toBe(suite.plain.chainId);
      // Its ENV reaches the container: not the same image.
      expect(configured.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(configured.imageDigest).not.toBe(suite.plain.imageDigest);
    });

    it('runs a prepared image though somebody has taken it away meanwhile', async () => {
      if (!suite.harness.loseImage) return;
      await suite.outputOf('true');
      await suite.harness.loseImage(PLAIN);
      const runs = Array.from({ length: 4 }, () => suite.outputOf('echo here'));
      expect(await Promise.all(runs)).toEqual(['here', 'here', 'here', 'here']);
    }, 60_000);

    it('honours WORKDIR, USER and ENV of the image', async () => {
      const image = await suite.runtime.prepare('knockem-test/configured:1');
      const output = await suite.outputOf('pwd; echo "$GREETING"; echo "$PATH"; id -u; id -g', { image });
      expect(output.split('\n')).toEqual([
        '/srv/here',
        'hello from the image',
        '/bin:/extra',
        '1234',
        '1235',
      ]);
    });

    it('runs as 65534 where the image names no user, or root', async () => {
      expect(await suite.outputOf('id -u; id -g')).toBe('65534\n65534');
      const image = await suite.runtime.prepare('knockem-test/root:1');
      expect(await suite.outputOf('id -u; id -g', { image })).toBe('65534\n65534');
    });

    it('lends its own shell to an image that has none', async () => {
      const image = await suite.runtime.prepare('knockem-test/no-shell:1');
      expect(await suite.outputOf('echo "$KNOCKEM_BUSYBOX"; /echo here', { image })).toBe(
        '/knockem/bin/busybox\nhere',
      );
    });

    it("takes the template's working directory before the image's", async () => {
      expect(await suite.outputOf('pwd', { template: { workingDirectory: '/knockem/work' } })).toBe(
        '/knockem/work',
      );
    });

    it('starts the verb itself where its busybox cannot run, and keeps the deadline', async () => {
      const image = await suite.runtime.prepare('knockem-test/foreign:1');
      expect(image.hasShell).toBe(false);
      const said = await suite.runToEnd({ image, argv: ['/echo', '{"n": 1}'] });
      expect(said.end).toMatchObject({ exitCode: 0 });
      expect(said.collected.output).toBe('{"n": 1}\n');
      const absent = await suite.runToEnd({ image, argv: ['/absent'] });
      expect(absent.end.imageFailure).toMatch(/absent/);
      const late = await suite.runToEnd({ image, argv: ['/sleep', '1000'], timeoutSeconds: 1 });
      expect(late.end).toMatchObject({ timedOut: true });
    }, 30_000);
  });
}
