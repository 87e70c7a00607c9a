import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
// The reference implementation of standardwebhooks.com, so that receivers in every language have a verifier.
import { Webhook } from 'standardwebhooks';
import type { NotificationDue, NotificationSettings } from '#contracts';
import type { Sender, Sent } from '../../application/notifications/ports';
import { webhookBody } from '../../domain/notifications';
import { type AllowedAddresses, RefusedAddress } from './allowed-addresses';

/** The receiver says that it will never come back. */
const GONE = 410;

/**
 * A POST of one notification, signed. 2xx is delivered; everything else is not, a redirection included: it is not
 * followed, since it could lead where webhooks may not go. The answer's body is not read. From the look-up on it takes no
 * longer than `timeoutMs`.
 */
export class WebhookSender implements Sender {
  constructor(
    private readonly addresses: AllowedAddresses,
    private readonly options: {
      readonly timeoutMs: number;
      readonly userAgent: string;
      readonly now: () => number;
    },
  ) {}

  async send(due: NotificationDue, { webhookUrl, webhookSecret }: NotificationSettings): Promise<Sent> {
    if (webhookUrl === undefined || webhookSecret === undefined)
      return failed('no webhook is known any more', true);
    const refused = this.addresses.complaint(webhookUrl);
    if (refused !== undefined) return failed(refused, true);
    const body = JSON.stringify(webhookBody(due));
    try {
      return judged(
        await this.post(new URL(webhookUrl), body, this.signed(due.notificationId, body, webhookSecret)),
      );
    } catch (error) {
      return failed(
        sentenceOf(error as NodeJS.ErrnoException, this.options.timeoutMs),
        error instanceof RefusedAddress,
      );
    }
  }

  private signed(id: string, body: string, secret: string): Record<string, string> {
    const at = new Date(this.options.now());
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    };
  }

  private post(url: URL, body: string, headers: Record<string, string>): Promise<number> {
    const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent: false,
        lookup: this.addresses.lookup,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': this.options.userAgent,
          ...headers,
        },
      });
      request.once('error', reject);
      request.once('response', (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.end(body);
    });
  }
}

function judged(status: number): Sent {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === GONE) return failed('the receiver answered 410: it is gone', true);
  const redirected = status >= 300 && status < 400 ? '; redirections are not followed' : '';
  return failed(`the receiver answered ${status}${redirected}`);
}

const failed = (reason: string, isFinal = false): Sent => ({
  ok: false,
  reason,
  ...(isFinal ? { isFinal } : {}),
});

/** Never the address, which may hold a secret, nor more of the error than its code. */
function sentenceOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  if (error instanceof RefusedAddress) return error.message;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  return `the receiver cannot be reached (${error.code ?? error.name})`;
}
