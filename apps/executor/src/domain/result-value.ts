export type ParsedResult =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | { readonly ok: false; readonly complaint: string };

/** Reads the bytes of a result file as a JSON object. */
export function parseResult(bytes: Buffer): ParsedResult {
  const text = bytes.toString('utf8').trim();
  if (text === '') return { ok: false, complaint: 'the result is empty' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, complaint: `the result is not JSON: ${JSON.stringify(text.slice(0, 80))}` };
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Record<string, unknown> }
    : { ok: false, complaint: `the result is not a JSON object: ${text.slice(0, 80)}` };
}

/** One finding of a JSON Schema validator. */
export interface SchemaFinding {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a schema has against a value, in words: `the result does not fit: numItems must be integer (got 3.5)`. */
export function schemaComplaint(findings: readonly SchemaFinding[], value: unknown): string {
  const sentences = findings.slice(0, 3).map((finding) => {
    const path = finding.instancePath.split('/').slice(1);
    const got = path.reduce<unknown>((v, key) => (v as Record<string, unknown> | undefined)?.[key], value);
    const extra = finding.params.additionalProperty;
    const named = typeof extra === 'string' ? ` "${extra}"` : '';
    const shown = path.length === 0 ? '' : ` (got ${JSON.stringify(got)?.slice(0, 60)})`;
    return `${path.length === 0 ? 'it' : path.join('.')} ${finding.message ?? 'is not valid'}${named}${shown}`;
  });
  const more = findings.length > 3 ? `; and ${findings.length - 3} more` : '';
  return `the result does not fit: ${sentences.join('; ')}${more}`;
}
