import { Problem } from '../kit/http/problems/problem.js';
import type { ItemQueries, ItemSnapshot } from '../items/index.js';
import type { Hindrance, ShareLink, SharedKind } from './share-link.js';

type LinkToItem = Pick<ShareLink, 'libraryId' | 'itemId' | 'kind'>;

export const isNotFound = (error: unknown): boolean => error instanceof Problem && error.status === 404;

/** Returns why a link of this library opens nothing, if it does not. */
export function findHindrance({ asset }: ItemSnapshot, { libraryId }: Pick<LinkToItem, 'libraryId'>): Hindrance | undefined {
  if (asset.erasedAt !== undefined || asset.expiredAt !== undefined) return 'gone';
  // The members of another library have not shared the item, and their trash is not known here.
  if (asset.owner !== libraryId) return 'moved';
  return asset.deletedAt === undefined ? undefined : 'in_trash';
}

/** Finds the items of share links. What visitors get and what the list of links says come from here. */
export class LinkedItems {
  constructor(private readonly queries: Readonly<Record<SharedKind, Pick<ItemQueries, 'linked'>>>) {}

  /** Returns the item that visitors see, or why they see none. */
  async find(link: LinkToItem): Promise<ItemSnapshot | Hindrance> {
    const item = await this.queries[link.kind].linked(link.itemId).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
    return item === undefined ? 'gone' : (findHindrance(item, link) ?? item);
  }
}
