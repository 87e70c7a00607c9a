import { GatewayClient } from '../client/gateway-client';
import { buildProgram } from '../program';
import { printable } from '../render/printable';
import { settingsOf } from '../settings';
import { type Candidate, offerFor } from './offer';
import type { Shell } from './scripts';

/** Who waits for a tab waits no longer. */
const GATEWAY_MS = 800;
const MOST_SUBMISSIONS = 50;

/** Answers a shell that asks what may come next (scripts.ts): never an error, never a question, and soon. */
export async function complete(shell: Shell, words: readonly string[]): Promise<void> {
  const typed = shell === 'bash' ? withoutSplits(words) : words;
  const offer = offerFor(await buildProgram(typed), typed);
  const current = typed.at(-1) ?? '';
  // No settings, no token, no gateway: no ids.
  const found = offer.submissions ? await submissions(typed).catch(() => []) : [];
  const candidates = [...offer.candidates, ...found.filter(({ value }) => value.startsWith(current))];
  const lines = candidates.map(({ value, description }) => printable(`${value}\t${description}\n`));
  process.stdout.write(`${lines.join('')}:${offer.files}\n`);
}

/** bash parts words at `=`, and puts the answer in the place of the last part alone. */
export function withoutSplits(words: readonly string[]): string[] {
  const joined = words.filter((word, index) => word !== '=' || index === words.length - 1);
  return joined.at(-1) === '=' ? [...joined.slice(0, -1), ''] : joined;
}

/** The newest, with what tells them apart; none when the gateway is away, slow or refuses. */
async function submissions(words: readonly string[]): Promise<Candidate[]> {
  const { gatewayUrl } = settingsOf({ url: valueOf('--url', words), dataDir: valueOf('--data-dir', words) });
  const asked = new GatewayClient(gatewayUrl).submissions({ limit: MOST_SUBMISSIONS });
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), GATEWAY_MS).unref());
  const page = await Promise.race([asked, late]);
  return (page?.items ?? []).map(({ id, status, containerImage, datetime }) => ({
    value: id,
    description: `${status} ${containerImage} ${datetime}`,
  }));
}

/** Of a global option, in either spelling. */
function valueOf(flag: string, words: readonly string[]): string | undefined {
  const after = words.slice(0, -1).indexOf(flag);
  if (after >= 0) return words[after + 1];
  return words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}
