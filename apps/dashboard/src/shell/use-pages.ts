import { useState } from 'react';

export interface CursorPages {
  /** Of the page that is shown; undefined = the first. */
  readonly cursor: string | undefined;
  /** From 1 on. */
  readonly number: number;
  readonly next: (cursor: string) => void;
  readonly back: () => void;
}

/** The way through a list that only knows its next page: the cursors of the pages before. `of` = what is listed; another list starts anew. */
export function usePages(of: string): CursorPages {
  const [way, setWay] = useState<{ readonly of: string; readonly cursors: readonly string[] }>({
    of,
    cursors: [],
  });
  const cursors = way.of === of ? way.cursors : [];
  return {
    cursor: cursors.at(-1),
    number: cursors.length + 1,
    next: (cursor) => setWay({ of, cursors: [...cursors, cursor] }),
    back: () => setWay({ of, cursors: cursors.slice(0, -1) }),
  };
}
