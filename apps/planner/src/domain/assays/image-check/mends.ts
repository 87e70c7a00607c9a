import type { ImageCheckName } from '#contracts';
import { isTooSlow, troubleOf, type Call } from './calls';
import { failed, type Judged } from './findings';

/** What the sandbox forbids, as programs complain of it, and what to do about it. */
const SANDBOX: readonly (readonly [RegExp, string])[] = [
  [
    /read-only file system|\bEROFS\b/i,
    'the root is read-only: write below $HOME (/knockem/work) or /tmp, not beside the program',
  ],
  [
    /permission denied|operation not permitted|must be root|not root|\bEACCES\b|\bEPERM\b/i,
    "programs run as an ordinary user without capabilities: make the image's files readable by everybody (chmod -R a+rX), and need no root",
  ],
  [
    /network is unreachable|could(n't| not) resolve|temporary failure in name resolution|name or service not known|bad address|unknown host|connection refused|no route to host|ENETUNREACH|EAI_AGAIN|ECONNREFUSED/i,
    'there is no network: put into the image what it fetches',
  ],
];

/** The sandbox's part in a complaint, as a sentence; undefined when it has none. */
export const sandboxMend = (complaint: string): string | undefined =>
  SANDBOX.find(([pattern]) => pattern.test(complaint))?.[1];

/** The finding about a call that gave no answer; undefined when it gave one. */
export function callFailure(check: ImageCheckName, call: Call, more = ''): Judged | undefined {
  const trouble = troubleOf(call);
  if (trouble === undefined) return undefined;
  const cause = `${call.verb} ${call.exitCode} ${call.said}`;
  return { ...failed(check, `${trouble}${more}`, mendOfCall(call)), cause };
}

/** What an author does about a call that gave no answer. */
function mendOfCall(call: Call): string {
  const sandbox = sandboxMend(call.said);
  if (sandbox) return sandbox;
  if (call.exitCode === 126 || call.exitCode === 127) {
    return 'what it needs is not there: is its interpreter (the first line, #!…) in the image, and every program that it calls?';
  }
  if (isTooSlow(call)) return 'make it quicker, or give it more time with --timeout';
  if (call.exitCode === 0) return 'print the answer on stdout';
  return 'mend what it complains of, and exit with 0 only when all went well';
}

/** What an author does about a competition that failed for this reason. */
export function mendOfCompetition(reason: string): string {
  const sandbox = sandboxMend(reason);
  if (sandbox) return sandbox;
  if (/time limit|timed out|did not end|longer than|stopped after/i.test(reason)) {
    return 'make it end, or give it more time with --timeout';
  }
  if (/memory/i.test(reason)) return 'use less memory, or ask for more with --memory';
  if (/exited with code 12[67]/.test(reason)) {
    return 'what it needs is not there: is its interpreter (the first line, #!…) in the image, and every program that it calls?';
  }
  if (/after it reported/.test(reason))
    return 'exit with 0 when all went well: with another code a report does not count';
  if (/reported nothing/.test(reason)) {
    return 'report by the command knockem-report UPDATES ALPHA BETA, in the file $KNOCKEM_RESULT_FILE, or as JSON on the last line of stdout';
  }
  return 'report updatesElapsed, numAlpha and numBeta, numbers from 0 on, and exit with 0 only when all went well';
}
