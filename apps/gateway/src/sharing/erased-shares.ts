import { toProblem } from '../kit/http/problems/from-error.js';
import { isUnreadableKind } from '../kit/http/problems/problem.js';
import type { ItemQueries } from '../items/index.js';
import type { ShareLinkStore } from './share-link-store.js';
import type { SharedKind } from './share-link.js';

const PAGE = 200;

/** Removes the links of items whose content is gone. They open nothing since the erase; this removes what is known of them. */
export class ErasedShares {
  constructor(
    private readonly store: Pick<ShareLinkStore, 'itemsAfter' | 'removeOf'>,
    private readonly queries: Readonly<Record<SharedKind, Pick<ItemQueries, 'linked'>>>,
  ) {}

  async sweep(signal: AbortSignal): Promise<number> {
    let removed = 0;
    for (let after: string | undefined, isLast = false; !isLast && !signal.aborted;) {
      const page = await this.store.itemsAfter(after, PAGE);
      for (const { itemId, kind } of page) if (await this.#isGone(kind, itemId)) removed += await this.store.removeOf(itemId);
      after = page.at(-1)?.itemId;
      isLast = page.length < PAGE;
    }
    return removed;
  }

  async #isGone(kind: SharedKind, itemId: string): Promise<boolean> {
    try {
      const { asset } = await this.queries[kind].linked(itemId);
      return asset.erasedAt !== undefined || asset.expiredAt !== undefined;
    } catch (error) {
      const { status, code } = toProblem(error);
      if (status === 404) return true;
      // One item whose history cannot be read must not keep the links of the others.
      if (isUnreadableKind(code)) return false;
      throw error;
    }
  }
}
