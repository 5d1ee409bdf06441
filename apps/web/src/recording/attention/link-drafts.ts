import type { Output } from '@throughline/api-client';
import type { ItemKind } from '@throughline/api-client/items';
import { DraftStore, storageOfBrowser, type DraftStorage } from '../../drafts/draft-store.js';

/** Links that a person has typed and not sent, by the names of the outputs of one item. */
export type LinkDrafts = Readonly<Record<string, string>>;

/** Reads stored drafts. Damaged ones are left out. */
export const parseLinkDrafts = (stored: unknown): LinkDrafts | undefined =>
  typeof stored !== 'object' || stored === null
    ? undefined
    : Object.fromEntries(
        Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
      );

interface ItemDraft {
  find(): LinkDrafts;
  /** Returns false if the browser stores nothing. */
  keep(drafts: LinkDrafts): boolean;
}

/** Opens the drafts of one item for one person. `user` is undefined until the page knows it. */
export function openLinkDrafts(
  kind: ItemKind,
  { user, item }: { readonly user: string | undefined; readonly item: string },
  storage: DraftStorage | undefined = storageOfBrowser(),
): ItemDraft {
  if (user === undefined) return { find: () => ({}), keep: () => false };
  const store = new DraftStore<LinkDrafts>(kind === 'documents' ? 'document-link' : 'link', parseLinkDrafts, storage);
  const key = { user, item };
  return {
    find: () => store.find(key) ?? {},
    keep: (drafts) => {
      const filled = parseLinkDrafts(drafts) ?? {};
      if (Object.keys(filled).length > 0) return store.keep(key, filled);
      store.forget(key);
      return true;
    },
  };
}

/** Returns the drafts of the outputs that still wait for an answer. */
export const keepWaiting = (drafts: LinkDrafts, outputs: readonly Pick<Output, 'id' | 'unconfirmed'>[]): LinkDrafts =>
  Object.fromEntries(
    Object.entries(drafts).filter(([name]) => outputs.some(({ id, unconfirmed }) => unconfirmed && id === name)),
  );
