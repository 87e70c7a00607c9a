import { cellOf, table } from './table';

describe('a table', () => {
  it('aligns words to the left and numbers to the right, without trailing blanks', () => {
    const text = table(
      ['name', 'count', 'note'],
      [
        ['nulldist', 7, ''],
        ['screenCritical', 1200, 'late'],
      ],
    );
    expect(text.split('\n')).toEqual([
      'NAME            COUNT  NOTE',
      'nulldist            7',
      'screenCritical   1200  late',
    ]);
  });
});

it('cuts what is too long for a cell between characters', () => {
  expect(cellOf('it\nsaid:  no', 10)).toBe('it said: …');
  expect(cellOf('🧬🧬🧬', 4)).toBe('🧬…');
});
