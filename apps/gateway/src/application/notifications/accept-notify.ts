import { NOTIFIED_EVENTS, type SubmissionCreate, type SubmissionRequest } from '#contracts';
import { KnockemError, type Problem } from '#domain';
import type { NotificationBook, NotifyFacts } from './ports';

/**
 * Whom a submission's request wants told. Kept under the id that the command names, before the command is journalled: a
 * crash in between leaves settings of a submission that there is not, which nobody reads.
 */
export class AcceptNotify {
  constructor(
    private readonly book: Pick<NotificationBook, 'keepSettings'>,
    private readonly facts: NotifyFacts,
  ) {}

  /** Throws with every problem of `notify`; of a request without it nothing. */
  refuseWhatCannotBe({ notify }: SubmissionRequest): void {
    if (notify == null) return;
    const problems: Problem[] = [];
    const complain = (field: string, message: string): void =>
      void problems.push({ field: `notify.${field}`, message });
    const { webhookUrl, webhookSecret, email } = notify;
    if (webhookUrl == null && email !== true) complain('webhookUrl', 'give a webhookUrl, or email: true');
    if ((webhookUrl == null) !== (webhookSecret == null)) {
      complain(
        webhookUrl == null ? 'webhookUrl' : 'webhookSecret',
        'webhookUrl and webhookSecret belong together',
      );
    }
    const wrongPlace = webhookUrl == null ? undefined : this.facts.webhookComplaint(webhookUrl);
    if (wrongPlace !== undefined) complain('webhookUrl', wrongPlace);
    if (email === true && !this.facts.sendsMail) {
      complain('email', 'this stack sends no e-mail: whoever runs it has set no KNOCKEM_SMTP_URL');
    }
    if (problems.length === 0) return;
    throw new KnockemError('refused', `Nobody could be told: ${problems[0].message}.`, { problems });
  }

  async keep(
    { notify }: SubmissionRequest,
    { submissionId, userEmail, notifyId }: SubmissionCreate,
  ): Promise<void> {
    if (notify == null || notifyId === undefined) return;
    await this.book.keepSettings({
      submissionId,
      notifyId,
      userEmail,
      ...(notify.webhookUrl == null
        ? {}
        : { webhookUrl: notify.webhookUrl, webhookSecret: notify.webhookSecret }),
      email: notify.email === true,
      events: notify.events ?? NOTIFIED_EVENTS,
    });
  }
}
