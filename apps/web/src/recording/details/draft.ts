import type { Item } from '@throughline/api-client';
import type { ActionInput } from '../../actions/action-definition.js';

/** An item as far as its texts are concerned. */
export type DescribedItem = Pick<Item, 'revision' | 'title' | 'description' | 'tags'>;

/** The texts of an item as a person edits them. Empty text means none. */
export interface Draft {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

export const draftOf = ({ title, description, tags }: Omit<DescribedItem, 'revision'>): Draft => ({
  title: title ?? '',
  description: description ?? '',
  tags,
});

/** Unsaved changes, with the texts and the revision that they started from. */
export interface Edit {
  readonly before: Draft;
  readonly draft: Draft;
  readonly revision: string;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((tag, index) => tag === other[index]);

/** Returns the merge patch with the changed texts only, or undefined if nothing changed. */
export function patchOf(before: Draft, { title, description, tags }: Draft): ActionInput | undefined {
  const text = description.trim();
  const patch = {
    ...(title.trim() === before.title ? {} : { title: title.trim() }),
    ...(text === before.description.trim() ? {} : { description: text === '' ? null : text }),
    ...(isSame(tags, before.tags) ? {} : { tags: tags.length === 0 ? null : tags }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Returns whether an item still has these texts, whatever else has changed. */
export const hasTexts = (item: DescribedItem, { title, description, tags }: Draft): boolean => {
  const now = draftOf(item);
  return now.title === title && now.description === description && isSame(now.tags, tags);
};

/** Keeps the texts that a person changed, and takes the others from the newest item. */
export function rebase({ before, draft }: Edit, newest: DescribedItem): Edit {
  const now = draftOf(newest);
  return {
    before: now,
    revision: newest.revision,
    draft: {
      title: draft.title === before.title ? now.title : draft.title,
      description: draft.description === before.description ? now.description : draft.description,
      tags: isSame(draft.tags, before.tags) ? now.tags : draft.tags,
    },
  };
}

/** Forgets an edit that is saved. Keeps texts that were typed since they were sent: they continue the saved ones. */
export function settleEdit(edit: Edit | undefined, sent: Draft, saved: DescribedItem): Edit | undefined {
  if (edit === undefined) return undefined;
  const rest = rebase({ ...edit, before: sent }, saved);
  return patchOf(rest.before, rest.draft) === undefined ? undefined : rest;
}

/** Adds a tag once, whatever its case. */
export function addTag(tags: readonly string[], typed: string): readonly string[] {
  const tag = typed.trim();
  return tag === '' || tags.some((each) => each.toLowerCase() === tag.toLowerCase()) ? tags : [...tags, tag];
}

/** Returns the item as it looks if the change succeeds. */
export const applyDraft = <T extends DescribedItem>(item: T, { title, description, tags }: Draft): T => ({
  ...item,
  title: title.trim(),
  description: description.trim() === '' ? null : description.trim(),
  tags,
});
