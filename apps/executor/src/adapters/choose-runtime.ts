import type { ContainerRuntime } from '../application/container-runtime';
import { CrunRuntime } from './crun/crun-runtime';

export interface RuntimeChoice {
  readonly runtime: 'auto' | 'docker' | 'crun';
  /** This executor's own; no other executor may use it. */
  readonly directory: string;
  readonly imagesDirectory: string;
  readonly allowUnlimited: boolean;
  readonly dockerHost?: string;
  readonly executorId: string;
}

/** The runtime that runs this executor's containers; whether it can is told by its `check`. */
export async function chooseRuntime(choice: RuntimeChoice): Promise<ContainerRuntime> {
  return new CrunRuntime(choice);
}
