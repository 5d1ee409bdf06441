import { DraftStore, storageOfBrowser, type DraftKind, type DraftStorage } from '../../drafts/draft-store.js';
import { patchOf, type Draft, type Edit } from './draft.js';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isDraft = (value: unknown): value is Draft =>
  isRecord(value) &&
  typeof value['title'] === 'string' &&
  typeof value['description'] === 'string' &&
  Array.isArray(value['tags']) &&
  value['tags'].every((tag) => typeof tag === 'string');

/** Reads a stored edit. Returns undefined if it is damaged. */
export function parseEdit(stored: unknown): Edit | undefined {
  if (!isRecord(stored)) return undefined;
  const { before, draft, revision } = stored;
  return isDraft(before) && isDraft(draft) && typeof revision === 'string' ? { before, draft, revision } : undefined;
}

/** Keeps unsaved titles, descriptions and tags of one item for one person. */
export interface DetailsDraft {
  find(): Edit | undefined;
  /** Keeps nothing if the texts are those of the item. Returns false if the browser stores nothing. */
  keep(edit: Edit | undefined): boolean;
}

/** `user` is undefined until the page knows it. */
export function openDetailsDraft(
  kind: Extract<DraftKind, `${string}details`>,
  { user, item }: { readonly user: string | undefined; readonly item: string },
  storage: DraftStorage | undefined = storageOfBrowser(),
): DetailsDraft {
  if (user === undefined) return { find: () => undefined, keep: () => false };
  const store = new DraftStore<Edit>(kind, parseEdit, storage);
  const key = { user, item };
  return {
    find: () => store.find(key),
    keep: (edit) => {
      if (edit !== undefined && patchOf(edit.before, edit.draft) !== undefined) return store.keep(key, edit);
      store.forget(key);
      return true;
    },
  };
}
