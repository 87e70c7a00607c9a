// Speaks SMTP with everything that servers ask for; loaded by those alone who have a mail server.
import type { Transporter } from 'nodemailer';
import type { NotificationDue, NotificationSettings } from '#contracts';
import type { Sender, Sent } from '../../application/notifications/ports';
import { mailText } from '../../domain/notifications';
import { hostOf } from './allowed-addresses';

const TIMEOUT_MS = 20_000;
/** 5xx: the server will not take it later, either. */
const REFUSED = 500;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** One plain-text message to the submission's own user. The Message-ID follows from the notification. */
export class MailSender implements Sender {
  private transport?: Promise<Transporter>;

  constructor(
    private readonly url: string | undefined,
    private readonly from: string | undefined,
  ) {}

  async send(due: NotificationDue, { userEmail }: NotificationSettings): Promise<Sent> {
    if (this.url === undefined || this.from === undefined) {
      return { ok: false, isFinal: true, reason: 'this stack sends no e-mail any more (KNOCKEM_SMTP_URL)' };
    }
    try {
      const transport = await (this.transport ??= this.open(this.url));
      await transport.sendMail({
        from: this.from,
        to: userEmail,
        messageId: `<${due.notificationId}@knockem>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...mailText(due),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { ok: true };
    } catch (error) {
      return failureOf(error as { code?: string; responseCode?: number });
    }
  }

  async close(): Promise<void> {
    (await this.transport)?.close();
  }

  private async open(url: string): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const timeouts = {
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    };
    const address = new URL(url);
    const { protocol, port, username, password } = address;
    const host = hostOf(address);
    return createTransport({
      host,
      port: port === '' ? undefined : Number(port),
      secure: protocol === 'smtps:',
      // Else whoever stands between takes STARTTLS out of the server's words, and reads the password.
      requireTLS: username !== '' && !LOOPBACK.test(host),
      ...(username === ''
        ? {}
        : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      ...timeouts,
    });
  }
}

/** The server's own words stay out: they can name what the log's reader should not see. */
function failureOf({ code, responseCode }: { code?: string; responseCode?: number }): Sent {
  if (code === 'ETLS')
    return {
      ok: false,
      reason: 'the mail server offers no TLS: it is not shown the password (KNOCKEM_SMTP_URL)',
    };
  if (responseCode === undefined)
    return { ok: false, reason: `the mail server cannot be reached (${code ?? 'error'})` };
  const isFinal = responseCode >= REFUSED && code !== 'EAUTH';
  return { ok: false, reason: `the mail server answered ${responseCode}`, ...(isFinal ? { isFinal } : {}) };
}
