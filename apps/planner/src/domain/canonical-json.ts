/** JSON with the keys of every object in order, so that equal values have equal text, and equal digests. */
export const canonicalJson = (value: unknown): string =>
  // Competitions are made with their keys in order: to look is a tenth of what it costs to sort.
  isInOrder(value) ? JSON.stringify(value) : JSON.stringify(value, withKeysInOrder);

const withKeysInOrder = (_key: string, inner: unknown): unknown =>
  typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner;

/** Without lists of keys and values: it is asked of every competition. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before = '';
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (key < before || (typeof inner === 'object' && !isInOrder(inner))) return false;
    before = key;
  }
  return true;
}
