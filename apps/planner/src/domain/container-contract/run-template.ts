import type { RunTemplate } from '#contracts';
import type { AssayContext, RunKind } from '../assays/assay-type';
import { CONTRACT_FILES, type ContractDigests } from './contract-files';
import { KEEP } from './planned-competition';
import { CONTEST_RESULT, IMAGE_CHECK_RESULT, INSPECTION_RESULT } from './result-schema';
import { SERVE } from './serve';

/** Output kept of a run: enough to read a traceback, too little to fill a disk. */
const OUTPUT_CAP_BYTES = 1_000_000;

/** First argument of entry.sh, and what it must leave behind. */
const VERB: Readonly<Record<RunKind, string>> = {
  contests: 'compete',
  inspection: 'inspect',
  imageCheck: 'check',
};
const SCHEMA: Readonly<Record<RunKind, Record<string, unknown>>> = {
  contests: CONTEST_RESULT,
  inspection: INSPECTION_RESULT,
  imageCheck: IMAGE_CHECK_RESULT,
};

/** What all runs of an assay share (docs/container-contract.md). Competitions differ from it in arguments and environment. */
export function runTemplate(context: AssayContext, runs: RunKind, digests: ContractDigests): RunTemplate {
  const { submission, facts } = context;
  return {
    imageRef: submission.containerImage,
    ...(facts ? { imageChainId: facts.imageChainId } : {}),
    entry: ['sh', '/knockem/in/entry.sh', VERB[runs]],
    env: templateEnv(context),
    inputs: [
      ...CONTRACT_FILES.map(({ path, source, mode }) => ({ path, digest: digests[source], mode })),
      { path: '/knockem/in/genome', digest: submission.genomeDigest, mode: 0o444 },
    ],
    resources: { ...submission.resources },
    network: 'none',
    timeoutSeconds: submission.competitionTimeoutSeconds,
    stdoutCapBytes: OUTPUT_CAP_BYTES,
    collect: {
      kind: 'json',
      resultFile: '/knockem/work/.knockem/result.json',
      reasonFile: '/knockem/work/.knockem/reason',
      ...(runs === 'contests' ? { blobFile: '/knockem/work/.knockem/kept', blobArgument: KEEP } : {}),
      schema: SCHEMA[runs],
    },
    // A log that is kept for its competition is not one that many share.
    ...(runs === 'contests' && facts?.serves && !submission.keepLogs ? { serve: SERVE } : {}),
    keepLogs: submission.keepLogs,
  };
}

function templateEnv({ submission, assayId }: AssayContext): Record<string, string> {
  const given = Object.entries(submission.containerEnv);
  return {
    ...Object.fromEntries(given),
    ...Object.fromEntries(given.map(([key, value]) => [`KNOCKEM_FWD__${key}`, value])),
    KNOCKEM_CONTAINER_IMAGE: submission.containerImage,
    KNOCKEM_RUNMODE: submission.knockemRunmode,
    KNOCKEM_SUBMISSION_ID: submission.submissionId,
    KNOCKEM_USER_EMAIL: submission.userEmail,
    KNOCKEM_ASSAY_ID: assayId,
  };
}
