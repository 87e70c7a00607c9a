import { type ErrorCode, KnockemError, type Problem } from '#domain';

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: ErrorCode;
  readonly hint?: string;
  readonly problems?: readonly Problem[];
}

/** What the gateway answered in place of what was asked for, in its own words. */
export async function refusalOf(response: Response): Promise<KnockemError> {
  const text = await response.text();
  try {
    const { code, detail, title, hint, problems } = JSON.parse(text) as ProblemDocument;
    return new KnockemError(
      code ?? (response.status >= 500 ? 'unavailable' : 'refused'),
      detail ?? title ?? `the gateway answered ${response.status}`,
      { hint, problems },
    );
  } catch {
    return new KnockemError('unavailable', `the gateway answered ${response.status}: ${text.slice(0, 200)}`);
  }
}
