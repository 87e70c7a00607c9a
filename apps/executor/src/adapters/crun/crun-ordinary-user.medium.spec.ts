// Real: crun and its containers for an ordinary user (uid 12345, which needs no account), user namespaces. Mocked: nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { resolve } from 'node:path';
import { tempDirectory, waitFor } from '#testing';
import { type ConformanceHarness, describeContainerRuntime } from '../container-runtime.conformance';
import { CONFORMANCE_PLATFORM } from '../container-runtime-images.conformance';
import { remoteRuntime } from '../remote-runtime.conformance';
import { fromSource, startAndDie } from '../start-and-die.conformance';
import { leftoversOf, processesWith } from './crun-harness.conformance';
import { inspectHost, limitsNotHeldOn, missingPrograms } from './crun-host';
import { CrunRuntime } from './crun-runtime';

const UID = 12345;
const isRoot = process.getuid?.() === 0;
const asOther = ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'];
const asOrdinaryUser = isRoot ? asOther : [];
const why = whyNot();

function whyNot(): string | undefined {
  const missing = missingPrograms().map(({ program }) => program);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const run = (...command: string[]): boolean => {
    const [program = '', ...args] = [...asOrdinaryUser, ...command];
    return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  };
  if (!run('unshare', '--user', '--map-root-user', '--mount', 'true'))
    return 'no user namespaces for ordinary users';
  return run('test', '-r', __filename) && run(process.execPath, '--version')
    ? undefined
    : `uid ${UID} cannot read this checkout`;
}

if (why) it.skip(`container runtime crun for an ordinary user (${why})`, () => undefined);
else {
  const notHeld = limitsNotHeldOn({ ...inspectHost(), isRoot: false, cgroups: 'none' });
  describeContainerRuntime('crun for an ordinary user', makeHarness, notHeld);

  it('refuses to work for an ordinary user unless told to go without limits', async () => {
    const directory = tempDirectory();
    if (isRoot) chownSync(directory.path, UID, UID);
    const runtime = remoteRuntime(
      adapterIn(directory.path, directory.path, { allowUnlimited: false }),
      asOrdinaryUser,
    );
    await expect(runtime.check()).rejects.toThrow(/cannot hold these limits of containers: memory/);
    await runtime.close();
    directory.remove();
  }, 30_000);
}

function adapterIn(directory: string, imagesDirectory: string, more: object) {
  const runnerCommand = fromSource(resolve(__dirname, 'runner', 'main.ts'));
  const options = { directory, imagesDirectory, runnerCommand, platform: CONFORMANCE_PLATFORM, ...more };
  return { module: resolve(__dirname, 'crun-runtime.ts'), className: CrunRuntime.name, options };
}

async function makeHarness(imagesDirectory: string): Promise<ConformanceHarness> {
  const directory = tempDirectory();
  if (isRoot) chownSync(directory.path, UID, UID);
  chmodSync(directory.path, 0o700);
  const adapter = adapterIn(directory.path, imagesDirectory, { allowUnlimited: true });
  return {
    open: async () => {
      const runtime = remoteRuntime(adapter, asOrdinaryUser);
      expect((await runtime.check()).limitsNotHeld).toContain('memory');
      return runtime;
    },
    startAndDie: (run) => startAndDie(adapter, run, asOrdinaryUser),
    leftovers: async (attemptIds) =>
      attemptIds.flatMap((attemptId) => leftoversOf(directory.path, attemptId)),
    close: async () => {
      await waitFor(() => processesWith(directory.path).length === 0, { message: 'the runner to end' });
      execFileSync('chmod', ['-R', 'u+rwX', directory.path]);
      directory.remove();
    },
  };
}
