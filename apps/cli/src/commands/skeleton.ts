import { Command } from 'commander';
import type { Schemas } from '#client';
import type { SkeletonizationResult, SkeletonResult } from '#contracts';
import { KnockemError } from '#domain';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';

export function skeletonCommand(): Command {
  return new Command('skeleton').addCommand(
    new Command('get')
      .description('the skeletons of a submission: the sites that each retains')
      .argument('<submission>', 'submission id', submissionId)
      .action(async (id: string, _flags: unknown, command: Command) => {
        const { gateway, print } = sessionOf(command);
        const { items } = await gateway.results(id);
        const skeletons = skeletonsOf(id, items);
        print(skeletons, () => skeletons.map(renderSkeleton).join('\n'));
      }),
  );
}

export function skeletonsOf(
  id: string,
  results: readonly Schemas['AssayResult'][],
): readonly SkeletonResult[] {
  const found = results.find(({ assayType }) => assayType === 'skeletonization');
  if (found) return (found.assayResult as unknown as SkeletonizationResult).skeletons;
  throw new KnockemError('not-found', `submission ${id} has no skeletons (yet)`, {
    hint: `its assay skeletonization tells them when it has concluded; see: knockem show ${id}`,
  });
}

/** One line: which, how it ended, and its sites. */
export function renderSkeleton({ index, status, reason, retainedSites }: SkeletonResult): string {
  const head = `skeleton ${index}  ${status}${reason ? `: ${reason}` : ''}  ${retainedSites.length} sites`;
  return status === 'complete' ? `${head}  ${retainedSites.join(' ')}` : head;
}
