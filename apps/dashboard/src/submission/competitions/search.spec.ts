import { changed, chosenOf, filterOf, searchWith } from './search';

const search = (text: string): URLSearchParams => new URLSearchParams(text);

describe('the address of the competitions', () => {
  it('carries filter and chosen one there and back', () => {
    const filter = { assayId: 'a', status: 'failed', fromOrdinal: 12 } as const;
    const chosen = { assayId: 'b', ordinal: 3 };
    const again = new URLSearchParams(searchWith(filter, chosen));
    expect(filterOf(again)).toEqual(filter);
    expect(chosenOf(again)).toEqual(chosen);
  });

  it('that makes no sense filters nothing and opens nothing', () => {
    expect(filterOf(search('state=nonsense&from=-1'))).toEqual({});
    expect(chosenOf(search('competition=abc'))).toBeUndefined();
    expect(chosenOf(search('competition=abc/x'))).toBeUndefined();
  });

  it('loses the place with the assay that it is in', () => {
    const filter = { assayId: 'a', status: 'failed', fromOrdinal: 12 } as const;
    expect(changed(filter, 'assayId', 'b')).toEqual({ assayId: 'b', status: 'failed' });
    expect(changed(filter, 'status', '')).toEqual({ assayId: 'a', fromOrdinal: 12 });
    expect(changed(filter, 'fromOrdinal', 7)).toEqual({ ...filter, fromOrdinal: 7 });
  });
});
