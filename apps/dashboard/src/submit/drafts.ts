import type { FormValues } from './form-values';

/** Pages of the browser's history whose form is remembered; a genome in one may have 15 MB. */
const MOST = 3;
/** Oldest first. In memory alone: a genome is too large for the browser's stores, and a secret has no place there. */
const drafts = new Map<string, FormValues>();

/** What was typed on that page of the history, for who comes back to it. */
export const draftOf = (page: string): FormValues | undefined => drafts.get(page);

export function keepDraft(page: string, values: FormValues): void {
  drafts.delete(page);
  drafts.set(page, values);
  if (drafts.size > MOST) drafts.delete(drafts.keys().next().value as string);
}

/** What one user typed is nobody else's. */
export const forgetDrafts = (): void => drafts.clear();
