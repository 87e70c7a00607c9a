import type { Schemas } from '#client';
import { table } from './table';

export function renderDeadLetters(letters: readonly Schemas['DeadLetter'][]): string {
  if (letters.length === 0) return 'no dead letters';
  const rows = letters.map(({ sequence, at, service, reason, subject, problems }) => [
    sequence,
    at,
    service,
    reason,
    subject,
    problems[0] ?? '',
  ]);
  return table(['letter', 'at', 'service', 'reason', 'subject', 'what is wrong'], rows);
}

export function renderDeadLetter(letter: Schemas['DeadLetterView']): string {
  const { sequence, service, reason, at, subject, problems, headers, size, text, isWhole } = letter;
  return [
    `dead letter ${sequence}: ${reason}, given up by ${service || 'nobody'} at ${at}`,
    ...problems.map((problem) => `  ${problem}`),
    `subject  ${subject}`,
    ...Object.entries(headers).map(([name, value]) => `header   ${name}: ${value}`),
    `size     ${size} bytes${isWhole ? '' : ', of which only the beginning was kept'}`,
    '',
    text,
  ].join('\n');
}
