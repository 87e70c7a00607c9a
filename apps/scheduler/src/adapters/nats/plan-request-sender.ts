import type { PlanRequest } from '#contracts';
import type { Messaging } from '#messaging';
import type { OpenPlanRequest, PlanRequestPublisher } from '../../application/publish-plan-requests';

/** Journals requests to plan. */
export class PlanRequestSender implements PlanRequestPublisher {
  constructor(private readonly messaging: Messaging) {}

  async publish(request: OpenPlanRequest, body: PlanRequest, messageId: string): Promise<void> {
    const subject = this.messaging.subjects.planRequest(request.submissionId, request.assayId);
    await this.messaging.publish(subject, body, { schema: 'plan.request.v1', messageId });
  }
}
