import type { NewShareLink, SharedItemId, ShareLinkStore } from '../sharing/share-link-store.js';
import { isOpenAt, type ShareLink } from '../sharing/share-link.js';
import { SharePasswords } from '../sharing/share-password.js';

/** A guess takes a millisecond. */
export const CHEAP_PASSWORDS = new SharePasswords(8);

type Row = ShareLink & { readonly hash: string };

const DAY_MS = 86_400_000;

const toLink = ({ hash: _hash, ...link }: Row): ShareLink => link;

export class MemoryShareLinkStore implements ShareLinkStore {
  readonly #rows = new Map<string, Row>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  add(link: NewShareLink, most: number): Promise<ShareLink | 'too-many'> {
    const open = [...this.#rows.values()].filter(({ itemId }) => itemId === link.itemId).filter((row) => this.#isOpen(row));
    if (open.length >= most) return Promise.resolve('too-many');
    const row: Row = {
      ...link,
      createdAt: this.now().toISOString(),
      opens: 0,
      lastOpenedAt: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    };
    this.#rows.set(link.id, row);
    return Promise.resolve(toLink(row));
  }

  list({ libraryId, itemId }: { libraryId: string; itemId?: string | undefined }, most: number): Promise<readonly ShareLink[]> {
    const rows = [...this.#rows.values()]
      .filter((row) => row.libraryId === libraryId && (itemId === undefined || row.itemId === itemId))
      .reverse();
    const sorted = [...rows.filter((row) => this.#isOpen(row)), ...rows.filter((row) => !this.#isOpen(row))];
    return Promise.resolve(sorted.slice(0, most).map(toLink));
  }

  revoke({ libraryId, id, by }: { libraryId: string; id: string; by: string }): Promise<ShareLink | 'unchanged' | 'absent'> {
    const row = this.#rows.get(id);
    if (row?.libraryId !== libraryId) return Promise.resolve('absent');
    if (row.revokedAt !== undefined) return Promise.resolve('unchanged');
    const revoked = { ...row, revokedAt: this.now().toISOString(), revokedBy: by };
    this.#rows.set(id, revoked);
    return Promise.resolve(toLink(revoked));
  }

  find(id: string): Promise<ShareLink | undefined> {
    const row = this.#rows.get(id);
    return Promise.resolve(row && toLink(row));
  }

  findByHash(hash: string): Promise<ShareLink | undefined> {
    const row = [...this.#rows.values()].find((one) => one.hash === hash);
    return Promise.resolve(row && toLink(row));
  }

  countOpening(id: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, opens: row.opens + 1, lastOpenedAt: this.now().toISOString() });
    return Promise.resolve();
  }

  itemsAfter(after: string | undefined, most: number): Promise<readonly SharedItemId[]> {
    const kinds = new Map([...this.#rows.values()].map(({ itemId, kind }) => [itemId, kind]));
    const ids = [...kinds.keys()].sort().filter((id) => after === undefined || id > after);
    return Promise.resolve(ids.slice(0, most).map((itemId) => ({ itemId, kind: kinds.get(itemId) ?? 'recording' })));
  }

  removeOf(itemId: string): Promise<number> {
    return Promise.resolve(this.#remove((row) => row.itemId === itemId));
  }

  removeEnded(keepDays: number): Promise<number> {
    const before = this.now().getTime() - keepDays * DAY_MS;
    return Promise.resolve(
      this.#remove(({ expiresAt, revokedAt = expiresAt }) => Math.min(Date.parse(expiresAt), Date.parse(revokedAt)) < before),
    );
  }

  /** The rows of a deleted account. */
  forget(userId: string, libraries: readonly string[]): void {
    this.#remove(({ madeBy, libraryId }) => madeBy === userId || libraries.includes(libraryId));
  }

  #isOpen(row: Row): boolean {
    return isOpenAt(row, this.now());
  }

  #remove(isMeant: (row: Row) => boolean): number {
    const meant = [...this.#rows.values()].filter(isMeant);
    for (const { id } of meant) this.#rows.delete(id);
    return meant.length;
  }
}
