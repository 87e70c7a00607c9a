import { MAX_SITES, type CompetitionOutcome } from '#contracts';
import { INSPECTION } from '#domain';
import { failed, WILD_TYPES, type AssayType, type Step } from './assay-type';

interface State {
  readonly outcome?: CompetitionOutcome;
}

/**
 * The first assay of every submission, one run: which image is this, how many sites has the genome, do the verbs keep
 * the contract's simplest promises? Its facts go with every later plan request.
 */
export const inspection: AssayType<State> = {
  name: INSPECTION,
  dependsOn: [],
  runs: 'inspection',
  forecast: () => ({ atLeast: 0, atMost: 1, note: 'none where this image has met this genome before' }),
  start: () => ({}),
  fold: (state, results) => ({ outcome: results.at(-1) ?? state.outcome }),
  next: (state) => {
    if (!state.outcome) return { state, plan: { contests: [WILD_TYPES], withdraw: [], wake: 'all' } };
    return conclude(state.outcome);
  },
};

function conclude({ outcome, value, reason, imageChainId, imageDigest }: CompetitionOutcome): Step<State> {
  if (outcome === 'failed') return failed(reason ?? 'no reason was given');
  const numSites = value?.numSites;
  if (typeof numSites !== 'number' || !Number.isInteger(numSites) || numSites < 1) {
    return failed(`${JSON.stringify(numSites)} is no number of sites`);
  }
  if (numSites > MAX_SITES) {
    return failed(`the genome has ${numSites} sites; at most ${MAX_SITES} can be studied`);
  }
  if (!imageChainId) return failed('the executor did not tell which image it ran');
  const serves = value?.serves === true ? { serves: true } : {};
  const facts = { numSites, imageChainId, ...(imageDigest ? { imageDigest } : {}), ...serves };
  const warnings = Array.isArray(value?.warnings) ? value.warnings.map(String) : [];
  return { conclusion: { status: 'completed', result: { ...facts }, facts, warnings } };
}
