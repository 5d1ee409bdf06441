import { DRAFT_SECTIONS, nameOfDraft, type DraftKind } from './shared-draft.js';

/** A draft that the browser keeps: its kind, and the id of its item. */
export interface UnsavedDraft {
  readonly kind: DraftKind;
  readonly item: string;
}

const isKind = (word: string): word is DraftKind => Object.hasOwn(DRAFT_SECTIONS, word);

function listKeys(storage: Pick<Storage, 'key' | 'length'>): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

/** Returns the drafts of a person, in the order of their kinds. None if the storage is blocked. */
export function listDrafts(user: string, storage: Pick<Storage, 'key' | 'length'> | undefined): readonly UnsavedDraft[] {
  if (storage === undefined) return [];
  try {
    const drafts = listKeys(storage).flatMap((key): readonly UnsavedDraft[] => {
      const [kind = '', owner, item, ...rest] = key.split(' ');
      const isDraft = isKind(kind) && owner === user && item !== undefined && rest.length === 0;
      return isDraft ? [{ kind, item }] : [];
    });
    const kinds = Object.keys(DRAFT_SECTIONS);
    return drafts.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
  } catch {
    return [];
  }
}

/** Deletes drafts of a person. */
export function deleteDrafts(
  user: string,
  drafts: readonly UnsavedDraft[],
  storage: Pick<Storage, 'removeItem'> | undefined,
): void {
  try {
    for (const { kind, item } of drafts) storage?.removeItem(nameOfDraft(kind, { user, item }));
  } catch {
    // A blocked storage holds no drafts.
  }
}
