/** The known word nearest to a mistyped one, or undefined when none is near: "did you mean screenCritical?". */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  const ranked = known
    // At least so many letters are added or missing: a stranger's megabyte is not compared letter by letter.
    .filter((word) => Math.abs(word.length - typed.length) <= farthest(word))
    .map((word) => ({ word, distance: editDistance(lower, word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= farthest(best.word) ? best.word : undefined;
}

/** The distance from which on a word is another one. */
const farthest = (word: string): number => Math.max(2, Math.ceil(word.length / 3));

/** Levenshtein distance, by the usual two rows. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, substitution);
    }
    previous = current;
  }
  return previous[b.length];
}
