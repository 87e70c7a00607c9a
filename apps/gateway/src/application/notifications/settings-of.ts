import type { NotificationSettings } from '#contracts';
import type { CommandJournal } from '../ports';
import type { NotificationBook } from './ports';

/** Those that the command names; the journal keeps it for 14 days, and a longer study has only one. */
export async function settingsOf(
  submissionId: string,
  book: Pick<NotificationBook, 'settings' | 'anySettings'>,
  journal: Pick<CommandJournal, 'submissionCreateOf'>,
): Promise<NotificationSettings | undefined> {
  const create = await journal.submissionCreateOf(submissionId);
  if (!create) return book.anySettings(submissionId);
  const notifyId = create.message?.notifyId;
  return notifyId === undefined ? undefined : book.settings(submissionId, notifyId);
}
