import { draftOf, forgetDrafts, keepDraft } from './drafts';
import { emptyForm } from './form-values';

it('has what was typed last, page by page, of the last few pages', () => {
  for (const user of ['a', 'b', 'c', 'd']) keepDraft(`page ${user}`, emptyForm(`old ${user}`));
  keepDraft('page b', emptyForm('b'));
  keepDraft('page e', emptyForm('e'));
  const users = ['a', 'b', 'c', 'd', 'e'].map((user) => draftOf(`page ${user}`)?.userEmail);
  expect(users).toEqual([undefined, 'b', undefined, 'old d', 'e']);
});

it('has nothing any more once it was told to forget', () => {
  keepDraft('page', emptyForm('ada'));
  forgetDrafts();
  expect(draftOf('page')).toBeUndefined();
});
