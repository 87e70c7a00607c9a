import { MAX_INLINE_BYTES, type Conclusion, type PlanRequest } from '#contracts';
import { KnockemError } from '#domain';
import type { AssayConclusion, AssayContext, AssayType } from '../domain/assays/assay-type';
import type { Registry } from '../domain/assays/registry';
import type { ContractDigests } from '../domain/container-contract/contract-files';
import { plannedRun } from '../domain/container-contract/planned-competition';
import { runTemplate } from '../domain/container-contract/run-template';
import { mapped } from '../domain/lazy';
import { planMessages, type PlanMessage, type RoundAnswer, type RoundIdentity } from '../domain/plan-parts';
import { parametersOf, planSubmission, refusalByFacts } from '../domain/submission-plan';
import { DependencyContents } from './dependency-contents';
import { keepGenomes } from './keep-genomes';
import type { AssayResults, ContentStore, GenomeCommands, LaboriousSteps } from './ports';
import { RoundStates } from './round-states';
import { newSha256, sha256 } from './sha256';

/**
 * Bytes of a result that every request of an assay that depends on it carries. A larger one is stored as a blob too:
 * from the second round on, of which an adaptive assay has tens of thousands, its digest is enough.
 */
export const MAX_REPEATED_BYTES = 1_000;

export interface PlannerParts {
  readonly registry: Registry;
  readonly contractDigests: ContractDigests;
  readonly content: ContentStore;
  readonly results: AssayResults;
  readonly genomes: GenomeCommands;
  readonly laborious: LaboriousSteps;
  readonly plannerVersion: string;
  /** Version and revision: results of another build are not taken over. */
  readonly build: string;
}

/** A round's answer; its messages are made while they are taken. */
export interface PlanAnswer {
  readonly numCompetitions: number;
  /** In the order of their parts. The event loop goes round between one and the next. */
  messages(): AsyncIterable<PlanMessage>;
}

/**
 * Answers plan requests: the assays of a submission, or an assay's next competitions, or its conclusion. The same
 * request always gets the same parts, byte for byte, from any planner of this version, so repeating it is harmless.
 */
export class AnswerPlanRequest {
  private readonly states: RoundStates;
  private readonly dependencies: DependencyContents;

  constructor(private readonly parts: PlannerParts) {
    this.states = new RoundStates(parts.results, parts.laborious);
    this.dependencies = new DependencyContents(parts.content);
  }

  async answer(request: PlanRequest): Promise<PlanAnswer> {
    const answer = request.assayId
      ? await this.nextRound(request, request.assayId)
      : planSubmission(request.submission, this.parts.registry, { sha256, build: this.parts.build });
    return this.answerOf(request, answer);
  }

  /** The last word on a request that could not be answered, however often it was tried. */
  giveUp(request: PlanRequest, reason: string): PlanAnswer {
    return this.answerOf(request, request.assayId ? failedWith(reason) : { refusal: reason });
  }

  private answerOf(request: PlanRequest, answer: RoundAnswer): PlanAnswer {
    const identity = this.identity(request);
    return {
      numCompetitions: answer.competitions?.length ?? 0,
      async *messages() {
        for (const made of planMessages(identity, answer, newSha256)) {
          if (made !== 'measured') yield made;
          await new Promise(setImmediate);
        }
      },
    };
  }

  private identity({ submissionId, assayId, round, asked }: PlanRequest): RoundIdentity {
    const { plannerVersion } = this.parts;
    const optional = { ...(assayId ? { assayId } : {}), ...(asked === undefined ? {} : { asked }) };
    return { submissionId, ...optional, round, plannerVersion };
  }

  private async nextRound(request: PlanRequest, assayId: string): Promise<RoundAnswer> {
    const type = this.typeOf(request);
    const { facts, submission, nextOrdinal } = request;
    const refusal =
      facts && nextOrdinal === 0 ? refusalByFacts(submission, this.parts.registry, facts) : undefined;
    if (refusal !== undefined) return failedWith(refusal);
    const context = await this.contextOf(type, request, assayId);
    const step = await this.states.step(type, context, request);
    if ('conclusion' in step) return { conclusion: await this.portable(step.conclusion, context) };
    const { contests, withdraw, wake } = step.plan;
    return {
      ...(request.round === 1
        ? { template: runTemplate(context, type.runs, this.parts.contractDigests) }
        : {}),
      competitions: mapped(contests, (contest, i) =>
        plannedRun[type.runs](contest, request.nextOrdinal + i, context),
      ),
      withdraw: [...withdraw],
      wake,
    };
  }

  private typeOf({ assayType }: PlanRequest): AssayType {
    const type = this.parts.registry.get(assayType ?? '');
    if (!type) throw new KnockemError('refused', `this planner knows no assay type ${assayType}`);
    return type;
  }

  private async contextOf(type: AssayType, request: PlanRequest, assayId: string): Promise<AssayContext> {
    const { submission, facts, dependencyResults } = request;
    const dependencies = await this.dependencies.of(dependencyResults);
    const parameters = parametersOf(type.name, submission);
    return {
      assayId,
      assayType: type.name,
      submission,
      ...(facts ? { facts } : {}),
      parameters,
      dependencies,
    };
  }

  /** Genomes that were kept are there before the conclusion that tells of them; a large result goes as a blob. */
  private async portable(conclusion: AssayConclusion, { submission }: AssayContext): Promise<Conclusion> {
    const warnings = [...conclusion.warnings];
    if (conclusion.status === 'failed') {
      return { status: 'failed', reason: conclusion.reason.slice(0, 4000), warnings };
    }
    const { facts, keptGenomes = [] } = conclusion;
    warnings.push(...(await keepGenomes(keptGenomes, submission, this.parts)));
    const known = { status: 'completed' as const, warnings, ...(facts ? { facts } : {}) };
    const text = JSON.stringify(conclusion.result);
    const bytes = Buffer.byteLength(text);
    const inline = bytes <= MAX_INLINE_BYTES ? { result: { ...conclusion.result } } : {};
    if (bytes <= MAX_REPEATED_BYTES) return { ...known, ...inline };
    const { digest } = await this.parts.content.put(Buffer.from(text));
    return { ...known, ...inline, resultDigest: digest };
  }
}

const failedWith = (reason: string): RoundAnswer => ({
  conclusion: { status: 'failed', reason, warnings: [] },
});
