import { KnockemError, nearestWord, type Runmode } from '#domain';

export type RecordsLocation =
  | { readonly kind: 'embedded'; readonly file: string }
  | { readonly kind: 'mongodb'; readonly url: string; readonly databaseName: string };

const SCHEMES = ['mongodb', 'mongodb+srv'];
const HINT =
  'set KNOCKEM_RECORDS_URL to mongodb://host:27017/knockem, or leave it unset for the embedded SQLite file';

/**
 * Where the records live. Unset: the embedded file; `mongodb://…`: the database that the
 * address names (`knockem` where it names none), with `-testing` behind it in runmode testing. Anything else is a
 * one-line refusal; credentials in the address are never repeated.
 */
export function parseRecordsUrl(
  url: string | undefined,
  options: { readonly embeddedFile: string; readonly runmode: Runmode },
): RecordsLocation {
  if (url === undefined || url === '') return { kind: 'embedded', file: options.embeddedFile };
  const scheme = /^([a-z0-9+.-]+):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== 'mongodb' && scheme !== 'mongodb+srv') throw badScheme(scheme);
  return {
    kind: 'mongodb',
    url,
    databaseName: databaseOf(url) + (options.runmode === 'testing' ? '-testing' : ''),
  };
}

function badScheme(scheme: string | undefined): KnockemError {
  if (scheme === undefined) return misconfigured('KNOCKEM_RECORDS_URL has no scheme');
  const near = nearestWord(scheme, SCHEMES);
  const guess = near === undefined ? '' : `, did you mean "${near}"?`;
  return misconfigured(
    `KNOCKEM_RECORDS_URL begins with "${scheme.slice(0, 40)}:", which is no record store${guess}`,
  );
}

function databaseOf(url: string): string {
  const match = /^mongodb(?:\+srv)?:\/\/(?:[^@/?]*@)?([^/?]*)(?:\/([^?]*))?/i.exec(url);
  if (!match || match[1] === '') throw misconfigured('KNOCKEM_RECORDS_URL names no host');
  const name = decodeURIComponent(match[2] ?? '') || 'knockem';
  if (/[/\\. "$*<>:|?\0]/.test(name) || name.length > 50) {
    throw misconfigured(`KNOCKEM_RECORDS_URL: "${name.slice(0, 60)}" cannot name a database`);
  }
  return name;
}

const misconfigured = (message: string): KnockemError =>
  new KnockemError('misconfigured', message, { hint: HINT });
