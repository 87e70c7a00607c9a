/**
 * Throws where a value holds NaN or an infinity, naming every such place: results travel as JSON, which would turn
 * them silently into null. Objects and arrays, at any depth.
 */
export function expectFiniteNumbers(value: unknown): void {
  const places = [...notFinite(value, '$')];
  if (places.length > 0) throw new Error(`not finite: ${places.join(', ')}`);
}

function* notFinite(value: unknown, place: string): Generator<string> {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) yield `${place} = ${value}`;
  } else if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) yield* notFinite(inner, `${place}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* notFinite(inner, `${place}.${key}`);
  }
}
