import { nearestWord } from './suggest';

const WORDS = ['nulldist', 'screenCritical', 'replicates'];

describe('a mistyped word', () => {
  it.each([
    ['nuldist', 'nulldist'],
    ['NULLDIST', 'nulldist'],
    ['screencritcal', 'screenCritical'],
    ['replicate', 'replicates'],
  ])('%s suggests %s', (typed, meant) => expect(nearestWord(typed, WORDS)).toBe(meant));

  it('suggests nothing when nothing is near', () => {
    expect(nearestWord('banana', WORDS)).toBeUndefined();
    expect(nearestWord('x', [])).toBeUndefined();
  });
});
