import type { Assay } from './model';

type RoundState = Pick<
  Assay,
  | 'status'
  | 'round'
  | 'planOpen'
  | 'parts'
  | 'partsTaken'
  | 'planDigest'
  | 'wake'
  | 'openWatermark'
  | 'askedBefore'
  | 'lastSettled'
  | 'numPending'
  | 'numActive'
>;

/** The round that an open request asks for: one whose parts are not all in is asked for again. */
export const roundAsked = (assay: Pick<Assay, 'round' | 'parts' | 'partsTaken'>): number =>
  assay.partsTaken < assay.parts ? assay.round : assay.round + 1;

/**
 * Whether the planner is to be asked for the next round. At most one request is open per assay; `all` waits until
 * nothing lives and counts only when every part is in, `any` until something has settled that no request carried.
 */
export function isPlanDue(assay: RoundState): boolean {
  if (assay.status !== 'active' || assay.planOpen === 1) return false;
  if (assay.round === 0) return true;
  if (assay.partsTaken < assay.parts) return false;
  if (assay.numPending + assay.numActive === 0) return true;
  return assay.wake === 'any' && assay.lastSettled > assay.openWatermark;
}

/** A round was taken that leaves nothing to wait for and nothing new to tell: asking again would go on for ever. */
export const isRoundFruitless = (assay: RoundState): boolean =>
  assay.round > 0 &&
  assay.partsTaken === assay.parts &&
  assay.numPending + assay.numActive === 0 &&
  assay.lastSettled <= assay.openWatermark;

export type PartVerdict =
  | { readonly kind: 'take'; readonly firstOfRound: boolean }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly reason: string; readonly problem: string };

export interface OfferedPart {
  readonly round: number;
  readonly part: number;
  readonly parts: number;
  readonly planDigest: string;
  readonly asked?: number;
}

/**
 * Whether part k of a round is taken: only of the round asked for, and only with the digest of the round's first part,
 * which wins over what another planner version says. A repetition is harmless; so is an answer to an asking that is no
 * longer the round's: it knew other results than a replay would.
 */
export function judgePart(assay: RoundState, taken: boolean, offered: OfferedPart): PartVerdict {
  const isCurrent = assay.round === offered.round && assay.round > 0;
  if (isCurrent && assay.planDigest !== offered.planDigest) {
    return refused(
      'plan-digest',
      `round ${offered.round} was already begun with another plan (digest differs)`,
    );
  }
  if (offered.round < roundAsked(assay) || (isCurrent && taken)) return { kind: 'repeated' };
  if (assay.status !== 'active') return { kind: 'repeated' };
  if (offered.asked !== undefined && !isAsking(assay, offered.asked)) return { kind: 'repeated' };
  if (offered.round > roundAsked(assay) || assay.planOpen === 0) {
    return refused('plan-round', `round ${offered.round} was not asked for; next is ${roundAsked(assay)}`);
  }
  if (offered.part > offered.parts || (isCurrent && offered.parts !== assay.parts)) {
    return refused('plan-part', `part ${offered.part} of ${offered.parts} does not fit this round`);
  }
  return { kind: 'take', firstOfRound: !isCurrent };
}

const isAsking = ({ openWatermark, askedBefore }: RoundState, asked: number): boolean =>
  asked === openWatermark || asked === askedBefore;

const refused = (reason: string, problem: string): PartVerdict => ({ kind: 'refused', reason, problem });
