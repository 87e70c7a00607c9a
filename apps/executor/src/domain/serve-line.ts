import type { AnsweredField, AskedField, GrantedCompetition, Serve } from '#contracts';
import { expandNumbers } from './expand-numbers';

/** The longest answer that is read, in bytes: an image may not fill our memory. */
export const MAX_ANSWER_BYTES = 65_536;
const MAX_WARNINGS = 20;
const MAX_SENTENCE = 1000;

/** One competition as a line, without its end. Throws where the template asks for what the competition does not have. */
export function askingLine({ asks }: Serve, competition: GrantedCompetition, timeoutSeconds: number): string {
  const { competitionId, attemptId, seed } = competition;
  const asked = Object.fromEntries(asks.map((field) => [field.name, valueOf(field, competition)]));
  return JSON.stringify({ competitionId, attemptId, ...asked, seed, timeoutSeconds });
}

function valueOf(field: AskedField, { args, env }: GrantedCompetition): string | number[] {
  const { constant, variable, argument, kind, name } = field;
  const text = constant ?? (variable === undefined ? args[argument ?? 0] : env[variable]);
  if (text === undefined) throw new Error(`the competition has nothing for the field ${name} of its line`);
  return kind === 'numbers' ? expandNumbers(text) : text;
}

export type Answer =
  /** To be held against the result's schema. */
  | { readonly kind: 'value'; readonly value: Record<string, unknown> }
  /** The image says itself, in order, that this competition failed; it can go on. */
  | { readonly kind: 'error'; readonly sentence: string }
  /** The competition before is answered once more: nothing is said of this one. */
  | { readonly kind: 'again'; readonly sentence: string }
  /** It is out of step: nothing it says from now on can be believed. */
  | { readonly kind: 'nonsense'; readonly sentence: string };

/** Reads the line that answers a competition; `answeredBefore` is the one that the same container answered before. */
export function readAnswer(
  { answers }: Serve,
  competitionId: string,
  line: string,
  answeredBefore?: string,
): Answer {
  const said = parsed(line);
  if (said === undefined) return nonsense(`its answer is not a JSON object: ${JSON.stringify(clip(line))}`);
  if (said.competitionId === undefined) return nonsense(`its answer names no competitionId: ${clip(line)}`);
  if (said.competitionId !== competitionId && said.competitionId === answeredBefore)
    return { kind: 'again', sentence: `its container answered ${answeredBefore} a second time` };
  if (said.competitionId !== competitionId)
    return nonsense(
      `it answered for ${clip(sentenceOf(said.competitionId))}, but ${competitionId} was asked`,
    );
  if (said.error !== undefined && said.error !== null)
    return { kind: 'error', sentence: sentenceOf(said.error) };
  return { kind: 'value', value: valueOfAnswer(answers, said) };
}

function valueOfAnswer(
  answers: readonly AnsweredField[],
  said: Record<string, unknown>,
): Record<string, unknown> {
  const warnings = warningsOf(said.warnings);
  const value: Record<string, unknown> = {};
  for (const { name, kind } of answers) {
    if (!(name in said)) continue;
    value[name] = kind === 'count' ? rounded(name, said[name], warnings) : said[name];
  }
  return { ...value, warnings };
}

/** Half up, as reports by other ways are; what is no number, or negative, is left to the schema. */
function rounded(name: string, count: unknown, warnings: string[]): unknown {
  if (typeof count !== 'number' || Number.isInteger(count) || count < 0) return count;
  const whole = Math.floor(count + 0.5);
  warnings.push(`${name} ${count} was rounded to ${whole}`);
  return whole;
}

const warningsOf = (said: unknown): string[] =>
  Array.isArray(said) ? said.slice(0, MAX_WARNINGS).map((warning) => sentenceOf(warning)) : [];

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const sentenceOf = (said: unknown): string =>
  (typeof said === 'string' ? said : (JSON.stringify(said) ?? '')).slice(0, MAX_SENTENCE) ||
  'no reason was given';
const clip = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 100)}…`);
const nonsense = (sentence: string): Answer => ({ kind: 'nonsense', sentence });
