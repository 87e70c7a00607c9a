import { InvalidArgumentError } from 'commander';
import { competition, competitionOrSubmission, placeInSubmission } from './competition-arguments';

const ID = '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10';
const place = { assay: 'nulldist', ordinal: 12 };

it('reads the name of a competition, of a submission alone, and of a place in one', () => {
  expect(competitionOrSubmission(`${ID.toUpperCase()}/nulldist/12`)).toEqual({ submissionId: ID, place });
  expect(competitionOrSubmission(ID)).toEqual({ submissionId: ID });
  expect(competition(`${ID}/nulldist/12`)).toEqual({ submissionId: ID, place });
  expect(placeInSubmission('nulldist/12')).toEqual(place);
});

it.each([
  ['study-1', 'is not the id of a submission; knockem list shows them'],
  ['study-1/nulldist/1', "does not name a competition: 'study-1' is not the id of a submission"],
  [ID, `is a submission; say which of its competitions, such as ${ID}/nulldist/0`],
  [`${ID}/nulldist`, 'does not name a competition'],
  [`${ID}//1`, 'does not name a competition'],
  [`${ID}/nulldist/first`, 'does not name a competition'],
  [`${ID}/nulldist/1/2`, 'of a submission it is named ASSAY/ORDINAL'],
])('refuses %s in words', (text, words) => {
  const read = (): unknown => competition(text);
  expect(read).toThrow(InvalidArgumentError);
  expect(read).toThrow(words);
});
