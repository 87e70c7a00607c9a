/** Freezes a value through and through, so that a change in place throws. What is frozen already is taken as done. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) {
    return value;
  }
  Object.freeze(value);
  if (value instanceof Map) value.forEach(deepFreeze);
  else if (value instanceof Set) value.forEach(deepFreeze);
  else for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
