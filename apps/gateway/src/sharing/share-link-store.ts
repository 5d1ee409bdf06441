import type { Token } from '../kit/provide.js';
import type { ShareLink, SharedKind } from './share-link.js';

export interface NewShareLink {
  readonly id: string;
  /** Hash of the code in the link. */
  readonly hash: string;
  readonly libraryId: string;
  readonly itemId: string;
  readonly kind: SharedKind;
  readonly passwordHash: string | undefined;
  readonly download: boolean;
  readonly madeBy: string;
  readonly expiresAt: string;
}

export interface SharedItemId {
  readonly itemId: string;
  readonly kind: SharedKind;
}

export interface ShareLinkStore {
  /** Adds a link, if its item has fewer open ones than `most`. Atomic. */
  add(link: NewShareLink, most: number): Promise<ShareLink | 'too-many'>;
  /** Returns the links of a library, or of one of its items: the open ones, then the others, each newest first. */
  list(of: { readonly libraryId: string; readonly itemId?: string | undefined }, most: number): Promise<readonly ShareLink[]>;
  revoke(link: {
    readonly libraryId: string;
    readonly id: string;
    readonly by: string;
  }): Promise<ShareLink | 'unchanged' | 'absent'>;
  find(id: string): Promise<ShareLink | undefined>;
  findByHash(hash: string): Promise<ShareLink | undefined>;
  countOpening(id: string): Promise<void>;
  /** Returns items with links, by id. */
  itemsAfter(itemId: string | undefined, most: number): Promise<readonly SharedItemId[]>;
  /** Returns the number of removed links. */
  removeOf(itemId: string): Promise<number>;
  /** Removes links that ended before `keepDays`. */
  removeEnded(keepDays: number): Promise<number>;
}

export const SHARE_LINK_STORE: Token<ShareLinkStore> = Symbol('ShareLinkStore');
