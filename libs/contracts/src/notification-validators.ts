import { sentence } from './validators';

const MAX_URL = 2048;
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
/** As standardwebhooks.com bounds them. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

/** What is wrong with the address of a webhook, in a sentence; where it may lead is the gateway's to say. */
export function webhookUrlComplaint(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) {
    return `webhookUrl must be an address such as https://example.org/hook, of at most ${MAX_URL} characters`;
  }
  const { protocol, username, password } = new URL(value);
  if (protocol !== 'https:' && protocol !== 'http:') return 'webhookUrl must begin with https:// or http://';
  if (username || password) return 'webhookUrl must hold no user and no password';
  return undefined;
}

export const IsWebhookUrl = sentence('isWebhookUrl', webhookUrlComplaint);

export const IsWebhookSecret = sentence('isWebhookSecret', (value) => {
  const [, encoded] = (typeof value === 'string' && SECRET.exec(value)) || [];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, 'base64').length;
  return bytes >= SECRET_BYTES.min && bytes <= SECRET_BYTES.max
    ? undefined
    : 'webhookSecret must be whsec_ and 24 to 64 bytes in base64: echo "whsec_$(openssl rand -base64 32)"';
});
