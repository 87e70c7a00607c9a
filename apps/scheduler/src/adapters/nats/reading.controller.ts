import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type {
  AssayResultsPage,
  CompetitionAttempts,
  ExecutorList,
  Explanation,
  GenomeUsers,
  LiveSubmission,
  LiveSubmissionList,
  RecordedRun,
  UserUsage,
} from '#contracts';
import { parseRequest } from '#platform';
import { ExplainCompetition } from '../../application/explain-competition';
import { pageResults } from '../../application/page-results';
import { LiveSubmissions } from '../documents/live-submission';
import { DocumentRows } from '../sqlite/reading/document-rows';
import { SqliteExplanationFacts } from '../sqlite/reading/explanation-facts';
import { RecordedRuns } from '../sqlite/reading/recorded-runs';
import { SettledResults } from '../sqlite/reading/settled-results';
import { UsersUsage } from '../sqlite/reading/users-usage';
import { executorView } from '../documents/executor-view';

/** Questions about what is live, answered from the rows of now. */
@Controller()
export class ReadingController {
  constructor(
    private readonly live: LiveSubmissions,
    private readonly explanations: ExplainCompetition,
    private readonly facts: SqliteExplanationFacts,
    private readonly rows: DocumentRows,
    private readonly results: SettledResults,
    private readonly usage: UsersUsage,
    private readonly runs: RecordedRuns,
  ) {}

  @MessagePattern('submission.status')
  status(@Payload() body: Uint8Array): LiveSubmission {
    return this.live.status(parseRequest('api.submission.id.v1', body).submissionId);
  }

  @MessagePattern('submission.live')
  liveList(@Payload() body: Uint8Array): LiveSubmissionList {
    return { submissions: this.live.live(parseRequest('api.submission.live.v1', body)) };
  }

  @MessagePattern('competition.explain')
  explain(@Payload() body: Uint8Array): Explanation {
    const { assayId, ordinal } = parseRequest('api.competition.explain.v1', body);
    return this.explanations.explain(assayId, ordinal);
  }

  @MessagePattern('competition.run')
  run(@Payload() body: Uint8Array): RecordedRun {
    return this.runs.find(parseRequest('api.competition.run.v1', body));
  }

  @MessagePattern('competition.attempts')
  attempts(@Payload() body: Uint8Array): CompetitionAttempts {
    return this.runs.attempts(parseRequest('api.competition.attempts.v1', body));
  }

  @MessagePattern('executor.list')
  executors(): ExecutorList {
    const executors = this.facts.executors();
    const runs = this.facts.runningOn(executors);
    return { executors: executors.map((row) => executorView(row, runs.get(row.executorId))) };
  }

  @MessagePattern('genome.users')
  users(@Payload() body: Uint8Array): GenomeUsers {
    const { genomeId } = parseRequest('api.genome.id.v1', body);
    return { submissionIds: this.facts.submissionsUsingInput(genomeId) };
  }

  @MessagePattern('user.usage')
  usageOf(@Payload() body: Uint8Array): UserUsage {
    return this.usage.of(parseRequest('api.user.usage.v1', body).userEmail);
  }

  @MessagePattern('assay.results')
  assayResults(@Payload() body: Uint8Array): AssayResultsPage {
    const request = parseRequest('api.assay.results.v1', body);
    const assayRow = (assayId: string): number | undefined => this.rows.assayById(assayId)?.row;
    return pageResults(
      {
        assayRow,
        watermarkOf: (row, round) => this.results.watermarkOf(row, round),
        page: (between, fromOrdinal, limit) => this.results.page(between, fromOrdinal, limit),
      },
      request,
    );
  }
}
