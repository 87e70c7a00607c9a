import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { CommandAccepted } from '#contracts';
import { parseRequest } from '#platform';
import { AcceptGenome, type GenomeAccepted } from '../../application/accept-genome';
import { AcceptSubmission } from '../../application/accept-submission';
import { CancelSubmission } from '../../application/cancel-submission';
import { DeleteSubmission } from '../../application/delete-submission';
import { ReadSubmission, type SubmissionState } from '../../application/read-submission';
import { RetrySubmission } from '../../application/retry-submission';
import { UpdateSubmission } from '../../application/update-submission';
import { withoutNulls } from '../../domain/without-nulls';

/**
 * The door for other tools, without HTTP: the same use cases as REST, so the same key gives the same id at both. A
 * tool whose request is refused gets `{ok: false, error}` with every problem in it.
 */
@Controller()
export class RequestDoorsController {
  constructor(
    private readonly acceptGenome: AcceptGenome,
    private readonly acceptSubmission: AcceptSubmission,
    private readonly cancelSubmission: CancelSubmission,
    private readonly updateSubmission: UpdateSubmission,
    private readonly retrySubmission: RetrySubmission,
    private readonly deleteSubmission: DeleteSubmission,
    private readonly readSubmission: ReadSubmission,
  ) {}

  @MessagePattern('genome.create')
  createGenome(@Payload() body: Uint8Array): Promise<GenomeAccepted> {
    const { genomeContent, userEmail } = parseRequest('api.genome.upload.v1', body);
    return this.acceptGenome.accept(Buffer.from(genomeContent), userEmail, false);
  }

  @MessagePattern('submission.create')
  create(@Payload() body: Uint8Array): Promise<CommandAccepted> {
    return this.acceptSubmission.accept(withoutNulls(parseRequest('api.submission.request.v1', body)));
  }

  @MessagePattern('submission.cancel')
  cancel(@Payload() body: Uint8Array): Promise<CommandAccepted> {
    return this.cancelSubmission.cancel(parseRequest('submission.cancel.v1', body));
  }

  @MessagePattern('submission.update')
  update(@Payload() body: Uint8Array): Promise<CommandAccepted> {
    return this.updateSubmission.update(parseRequest('submission.update.v1', body));
  }

  @MessagePattern('submission.retry')
  retry(@Payload() body: Uint8Array): Promise<CommandAccepted> {
    return this.retrySubmission.retry(parseRequest('submission.retry.v1', body));
  }

  @MessagePattern('submission.delete')
  delete(@Payload() body: Uint8Array): Promise<CommandAccepted> {
    return this.deleteSubmission.delete(parseRequest('submission.delete.v1', body));
  }

  @MessagePattern('submission.get')
  get(@Payload() body: Uint8Array): Promise<SubmissionState> {
    return this.readSubmission.read(parseRequest('api.submission.id.v1', body).submissionId.toLowerCase());
  }
}
