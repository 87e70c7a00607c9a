/** Rows as aligned columns under upper-case headings; numbers to the right. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = rows.map((row) => row.map(String));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...text.map((row) => (row[column] ?? '').length)),
  );
  const isNumber = headings.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd();
  return [line(headings.map((heading) => heading.toUpperCase())), ...text.map(line)].join('\n');
}

/** Text of any length in one line of at most so many characters. */
export function cellOf(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  if (line.length <= longest) return line;
  // Half of a pair is no character.
  return `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
