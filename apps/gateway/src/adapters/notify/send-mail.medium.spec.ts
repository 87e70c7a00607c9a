// Real: an SMTP server that knows no STARTTLS, as one whose word for it was taken out on the way.
import type { NotificationDue, NotificationSettings } from '#contracts';
import { expectNoLeaks } from '#testing';
import { MailReceiver } from '../testing/mail-receiver.conformance';
import { MailSender } from './send-mail';

const PASSWORD = 'password-of-the-mail-server';
const due: NotificationDue = {
  notificationId: '5c2f0a43-7d5a-5e57-9b39-2d5bb0a5f1c4',
  submissionId: '6f0c3f0e-5b5d-4e57-9b39-2d5bb0a5f1c4',
  notifyId: '7f0c3f0e-5b5d-5e57-9b39-2d5bb0a5f1c4',
  channel: 'email',
  event: 'completed',
  counters: { pending: 0, active: 0, completed: 2, failed: 0, cancelled: 0 },
  at: '2030-01-01T00:00:00.000Z',
};
const settings: NotificationSettings = {
  submissionId: due.submissionId,
  notifyId: due.notifyId,
  userEmail: 'ada@example.org',
  email: true,
  events: ['completed'],
};

let receiver: MailReceiver;
beforeAll(async () => {
  receiver = await MailReceiver.start(PASSWORD);
});
afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

async function sendBy(host: string) {
  const url = `smtp://knockem:${PASSWORD}@${host}:${receiver.port}`;
  const sender = new MailSender(url, 'knockem@example.org');
  try {
    return await sender.send(due, settings);
  } finally {
    await sender.close();
  }
}

it('shows no password without TLS, unless the server is on this machine', async () => {
  // Leads to this machine, too, but is no address of loopback.
  await expect(sendBy('0.0.0.0')).resolves.toEqual({
    ok: false,
    reason: 'the mail server offers no TLS: it is not shown the password (KNOCKEM_SMTP_URL)',
  });
  expect(receiver.mails).toEqual([]);
  await expect(sendBy('127.0.0.1')).resolves.toEqual({ ok: true });
  expect(receiver.mails).toHaveLength(1);
});
