import type { ReplayedRun } from '#contracts';
import { KnockemError } from '#domain';

/** Our failure and our stop are no result: neither the same, nor another. Undefined: it ran to an end of its own. */
export function unrun({ report }: ReplayedRun): KnockemError | undefined {
  const { outcome, reason, reasonCode } = report;
  if (outcome === 'cancelled' || outcome === 'interrupted') {
    return new KnockemError('unavailable', 'it was stopped here before it came to an end of its own', {
      hint: 'run it again; something other than this command stopped the program that ran it',
    });
  }
  if (outcome !== 'system-error') return undefined;
  const isImage = reasonCode === 'no-image' || reasonCode === 'image-changed';
  return new KnockemError('unavailable', `it could not be run here: ${reason ?? 'no reason was given'}`, {
    hint: isImage
      ? 'put an archive of that very image (docker save) into a directory, and name it with --images'
      : '`knockem doctor` looks at what containers need on this machine',
  });
}
