import { addressOf } from '#client';
import { problemOf } from '../api/problem';

/** What a token is made of (docs/security.md); other letters could not even stand in a header. */
const TOKEN = /^[\w.~+/-]{1,200}=*$/;

/** What the gateway says against a token; undefined = it is taken. Nothing is stored. */
export async function complaintAbout(token: string): Promise<string | undefined> {
  if (!TOKEN.test(token)) return 'This is no token: one has letters, digits and _ alone, such as knkm_…';
  try {
    const response = await fetch(addressOf('/api/v1/caller', {}), {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (response.ok) return undefined;
    return problemOf(response.status, await response.json().catch(() => undefined)).message;
  } catch {
    return 'The gateway cannot be reached from this browser.';
  }
}
