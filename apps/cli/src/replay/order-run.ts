import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RecordedRun, ReplayOrder } from '#contracts';
import { KnockemError } from '#domain';
import type { Settings } from '../settings';

export interface OrderFlags {
  readonly runtime: ReplayOrder['runtime'];
  readonly images?: string;
  readonly keep?: boolean;
  readonly out?: string;
}

/** What the executor's program is told. An empty variable counts as unset, as everywhere. */
export function orderRun(
  run: RecordedRun,
  directory: string,
  { runtime, images, keep = false, out }: OrderFlags,
  { dataDir, registryAuthFile }: Pick<Settings, 'dataDir' | 'registryAuthFile'>,
  environment: NodeJS.ProcessEnv = process.env,
): ReplayOrder {
  if (images !== undefined && !existsSync(images))
    throw new KnockemError('invalid', `there is no directory ${images}`);
  const { KNOCKEM_IMAGES_DIR, DOCKER_HOST, KNOCKEM_BUSYBOX } = environment;
  return {
    run,
    directory,
    inputsDirectory: join(directory, 'inputs'),
    imagesDirectory: resolve(images ?? (KNOCKEM_IMAGES_DIR || join(dataDir, 'images'))),
    runtime,
    keep,
    outDirectory: out === undefined ? join(directory, 'out') : resolve(out),
    ...(registryAuthFile === undefined ? {} : { registryAuthFile }),
    ...(DOCKER_HOST ? { dockerHost: DOCKER_HOST } : {}),
    ...(KNOCKEM_BUSYBOX ? { busybox: KNOCKEM_BUSYBOX } : {}),
  };
}
