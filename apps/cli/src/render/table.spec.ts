import { table } from './table';

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
