import {
  MOST_SELECTIONS,
  SELECTION_KEPT_MS,
  type ItemSelection,
  type Selector,
  type SelectionStore,
} from '../items/files/selections/selection-store.js';

export class MemorySelectionStore implements SelectionStore {
  readonly #selections = new Map<string, { readonly selection: ItemSelection; readonly expiresAt: number }>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  add(selection: ItemSelection): Promise<string> {
    const expiresAt = this.now() + SELECTION_KEPT_MS;
    this.#selections.set(selection.id, { selection, expiresAt });
    const ofUser = [...this.#selections.values()].filter((one) => one.selection.userId === selection.userId);
    for (const { selection: oldest } of ofUser.slice(0, -MOST_SELECTIONS)) this.#selections.delete(oldest.id);
    return Promise.resolve(new Date(expiresAt).toISOString());
  }

  find({ userId, libraryId }: Selector, id: string): Promise<ItemSelection | undefined> {
    const found = this.#selections.get(id);
    const isTheirs = found?.selection.userId === userId && found.selection.libraryId === libraryId;
    return Promise.resolve(isTheirs && found.expiresAt > this.now() ? found.selection : undefined);
  }

  removeExpired(): Promise<number> {
    const expired = [...this.#selections].filter(([, { expiresAt }]) => expiresAt <= this.now());
    for (const [id] of expired) this.#selections.delete(id);
    return Promise.resolve(expired.length);
  }
}
