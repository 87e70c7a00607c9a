import { MAX_INLINE_BYTES, type Conclusion, type Plan, type PlanRequest } from '#contracts';
import { KnockemError } from '#domain';
import type { AssayConclusion, AssayContext, AssayType } from '../domain/assays/assay-type';
import type { Registry } from '../domain/assays/registry';
import type { ContractDigests } from '../domain/container-contract/contract-files';
import { plannedCompetition, plannedInspection } from '../domain/container-contract/planned-competition';
import { runTemplate } from '../domain/container-contract/run-template';
import { planParts, type RoundAnswer, type RoundIdentity } from '../domain/plan-parts';
import { parametersOf, planSubmission } from '../domain/submission-plan';
import type { AssayResults, ContentStore } from './ports';
import { RoundStates } from './round-states';
import { sha256 } from './sha256';

/**
 * Answers plan requests: the assays of a submission, or an assay's next competitions, or its conclusion. The same
 * request always gets the same parts, byte for byte, from any planner of this version, so repeating it is harmless.
 */
export class AnswerPlanRequest {
  private readonly states: RoundStates;

  constructor(
    private readonly registry: Registry,
    private readonly digests: ContractDigests,
    private readonly content: ContentStore,
    results: AssayResults,
    private readonly plannerVersion: string,
  ) {
    this.states = new RoundStates(results);
  }

  async answer(request: PlanRequest): Promise<Plan[]> {
    const answer = request.assayId
      ? await this.nextRound(request, request.assayId)
      : planSubmission(request.submission, this.registry, sha256);
    return planParts(this.identity(request), answer, sha256);
  }

  /** The last word on a request that could not be answered, however often it was tried. */
  giveUp(request: PlanRequest, reason: string): Plan[] {
    const answer: RoundAnswer = request.assayId
      ? { conclusion: { status: 'failed', reason, warnings: [] } }
      : { refusal: reason };
    return planParts(this.identity(request), answer, sha256);
  }

  private identity({ submissionId, assayId, round }: PlanRequest): RoundIdentity {
    const { plannerVersion } = this;
    return { submissionId, ...(assayId ? { assayId } : {}), round, plannerVersion };
  }

  private async nextRound(request: PlanRequest, assayId: string): Promise<RoundAnswer> {
    const type = this.typeOf(request);
    const context = await this.contextOf(type, request, assayId);
    const step = await this.states.step(type, context, request);
    if ('conclusion' in step) return { conclusion: await this.portable(step.conclusion) };
    const { contests, withdraw, wake } = step.plan;
    return {
      ...(request.round === 1 ? { template: runTemplate(context, type.runs, this.digests) } : {}),
      competitions: contests.map((contest, i) => {
        const ordinal = request.nextOrdinal + i;
        return type.runs === 'inspection'
          ? plannedInspection(ordinal, context)
          : plannedCompetition(contest, ordinal, context);
      }),
      withdraw: [...withdraw],
      wake,
    };
  }

  private typeOf({ assayType }: PlanRequest): AssayType {
    const type = this.registry.get(assayType ?? '');
    if (!type) throw new KnockemError('refused', `this planner knows no assay type ${assayType}`);
    return type;
  }

  private async contextOf(type: AssayType, request: PlanRequest, assayId: string): Promise<AssayContext> {
    const { submission, facts, dependencyResults } = request;
    const dependencies: Record<string, Record<string, unknown>> = {};
    for (const [name, { result, resultDigest }] of Object.entries(dependencyResults)) {
      dependencies[name] = result ?? (await this.resultByDigest(name, resultDigest));
    }
    const parameters = parametersOf(type.name, submission);
    return { assayId, submission, ...(facts ? { facts } : {}), parameters, dependencies };
  }

  private async resultByDigest(name: string, digest = 'absent'): Promise<Record<string, unknown>> {
    const content = await this.content.get(digest);
    if (!content) throw new Error(`the result of ${name} (blob ${digest}) is not in the blob store`);
    return JSON.parse(content.toString('utf8')) as Record<string, unknown>;
  }

  /** A result too large for a message goes as a blob. */
  private async portable(conclusion: AssayConclusion): Promise<Conclusion> {
    const warnings = [...conclusion.warnings];
    if (conclusion.status === 'failed') {
      return { status: 'failed', reason: conclusion.reason.slice(0, 4000), warnings };
    }
    const { facts } = conclusion;
    const known = { status: 'completed' as const, warnings, ...(facts ? { facts } : {}) };
    const text = JSON.stringify(conclusion.result);
    if (Buffer.byteLength(text) <= MAX_INLINE_BYTES) return { ...known, result: { ...conclusion.result } };
    const { digest } = await this.content.put(Buffer.from(text));
    return { ...known, resultDigest: digest };
  }
}
