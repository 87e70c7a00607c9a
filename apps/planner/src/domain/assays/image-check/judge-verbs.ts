import { MAX_SITES, type ImageCheckFinding } from '#contracts';
import { titleOf, type Call, type Calls } from './calls';
import { failed, passed, skipped, type Judged } from './findings';
import { callFailure } from './mends';

/** What check.sh noted of the verbs: each `present`, `missing` or `not-executable`. */
export interface VerbsNote {
  readonly verbs: Readonly<Record<string, string>>;
  readonly path: string;
}

export const isPresent = (note: VerbsNote, verb: string): boolean => note.verbs[verb] === 'present';

export function judgeVerbs({ verbs, path }: VerbsNote): ImageCheckFinding {
  const those = (state: string): string[] => Object.keys(verbs).filter((verb) => verbs[verb] === state);
  const missing = those('missing');
  const closed = those('not-executable');
  if (missing.length + closed.length === 0)
    return passed('verbs', 'all three programs are there and executable');
  const sentences = [
    ...(missing.length > 0 ? [`the image has no ${missing.join(', no ')} on its PATH (${path})`] : []),
    ...(closed.length > 0 ? [`${closed.join(', ')} may not be executed`] : []),
  ];
  const mends = [
    ...(missing.length > 0 ? ['put an executable of that very name into one of these folders'] : []),
    ...(closed.length > 0 ? ['make it executable for everybody: chmod 755'] : []),
  ];
  return failed('verbs', sentences.join('; '), mends.join('; '));
}

/** The number of sites, where the image tells one that can be studied. */
export function judgeCount({ count, countAgain }: Calls): {
  readonly finding: Judged;
  readonly numSites?: number;
} {
  const first = countOf(count);
  const second = countOf(countAgain);
  const finding = first.finding ?? second.finding;
  if (finding) return { finding };
  const { numSites = 0 } = first;
  if (numSites !== second.numSites) {
    const sentence = `knockem_count_sites gave ${numSites}, then ${second.numSites}, for the same genome`;
    return { finding: failed('countSites', sentence, 'count what stands in the genome, without chance') };
  }
  const sites = numSites === 1 ? 'one site' : `${numSites} sites`;
  return { finding: passed('countSites', `the genome has ${sites}, counted twice`), numSites };
}

function countOf(call: Call | undefined): { finding?: Judged; numSites?: number } {
  const check = 'countSites';
  if (!call) return { finding: skipped(check, 'knockem_count_sites was not called') };
  const failure = callFailure(check, call);
  if (failure) return { finding: failure };
  const answer = call.answer.trim();
  if (!/^\d+$/.test(answer)) {
    const sentence = `knockem_count_sites must print one whole number, but printed: ${answer.slice(0, 80) || 'blanks'}`;
    return { finding: failed(check, sentence, 'print the number alone; everything else belongs on stderr') };
  }
  const numSites = Number(answer);
  if (numSites < 1) {
    const sentence = 'knockem_count_sites says that the genome has no sites';
    return { finding: failed(check, sentence, 'does it read the genome from stdin?') };
  }
  if (numSites > MAX_SITES) {
    const sentence = `the genome has ${numSites} sites; at most ${MAX_SITES} can be studied`;
    return { finding: failed(check, sentence, 'let a site be a larger unit, or choose a smaller genome') };
  }
  return { numSites };
}

/** Without sites the genome comes back. */
export function judgeIdentity(call: Call | undefined, wild: string): Judged {
  const check = 'identity';
  if (!call) return skipped(check, 'knockem_apply_knockout was not called');
  const failure = callFailure(check, call);
  if (failure) return failure;
  return call.sha256 === wild
    ? passed(check, 'knockem_apply_knockout without sites gives the genome back')
    : failed(
        check,
        `${titleOf(call)} changed the genome (it printed: ${call.answer.slice(0, 60)})`,
        'without arguments, print the genome as it came, comments and spaces included',
      );
}
