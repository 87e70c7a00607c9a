/**
 * So many values that are made when they are looked at: as often as wanted, each time the same. It holds none of them,
 * so that a plan of a hundred thousand competitions costs no more memory than the message that is being written.
 * An array is one, too.
 */
export interface Lazy<T> extends Iterable<T> {
  readonly length: number;
}

export const lazy = <T>(length: number, at: (index: number) => T): Lazy<T> => ({
  length,
  *[Symbol.iterator]() {
    for (let index = 0; index < length; index++) yield at(index);
  },
});

export const mapped = <From, To>(source: Lazy<From>, make: (one: From, index: number) => To): Lazy<To> => ({
  length: source.length,
  *[Symbol.iterator]() {
    let index = 0;
    for (const one of source) yield make(one, index++);
  },
});
