import { readItemsSearch, type ItemsSearch } from './items-search.js';

/** A filter and an order of the list of all items, under a name of the user's own. */
export interface SavedView {
  readonly name: string;
  readonly search: ItemsSearch;
}

/** Views belong to one person in one library: another library has other tags. */
export interface ViewsOwner {
  readonly user: string;
  readonly library: string;
}

export const MAX_VIEWS = 50;
export const MAX_VIEW_NAME = 60;

type ViewStorage = Pick<Storage, 'getItem' | 'setItem'>;

const NONE: readonly SavedView[] = [];

const keyOf = ({ user, library }: ViewsOwner): string => `tl.views ${user} ${library}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Reads what an earlier or a later release has stored: unknown filters are left out. */
function parseViews(stored: string): readonly SavedView[] {
  const views: unknown = JSON.parse(stored);
  if (!Array.isArray(views)) return NONE;
  return views.flatMap((view: unknown): SavedView[] =>
    isRecord(view) && typeof view['name'] === 'string' && isRecord(view['search'])
      ? [{ name: view['name'], search: readItemsSearch(view['search']) }]
      : [],
  );
}

const fold = (name: string): string => name.trim().toLocaleLowerCase();

/** Returns true if another view than `except` has the name, in small or capital letters. */
export const isNameTaken = (views: readonly SavedView[], name: string, except?: string): boolean =>
  views.some((view) => view.name !== except && fold(view.name) === fold(name));

const FIELDS = ['kind', 'state', 'sort', 'q', 'tag'] as const satisfies readonly (keyof ItemsSearch)[];

/** Returns the view that the list shows now, if it is a saved one. */
export const findShownView = (views: readonly SavedView[], shown: ItemsSearch): SavedView | undefined =>
  views.find(({ search }) => FIELDS.every((field) => search[field] === shown[field]));

/** Keeps the views of a person in this browser. */
export class SavedViews {
  private readonly listeners = new Set<() => void>();
  /** The views that were read last, so that an unchanged list stays the same object. */
  private known: { readonly stored: string; readonly views: readonly SavedView[] } = { stored: '', views: NONE };

  /** Undefined if the browser offers no storage. */
  constructor(private readonly store: ViewStorage | undefined) {}

  list(owner: ViewsOwner): readonly SavedView[] {
    try {
      const stored = this.store?.getItem(keyOf(owner)) ?? '';
      if (stored !== this.known.stored) this.known = { stored, views: parseViews(stored) };
      return this.known.views;
    } catch {
      // The storage is blocked, or its content is damaged.
      return NONE;
    }
  }

  /** Returns false if the browser stores nothing. A view with `former` as its name is replaced; otherwise it is added. */
  save(owner: ViewsOwner, view: SavedView, former?: string): boolean {
    const before = this.list(owner);
    const next = before.some(({ name }) => name === former)
      ? before.map((each) => (each.name === former ? view : each))
      : [...before, view];
    return this.replace(owner, next);
  }

  remove(owner: ViewsOwner, name: string): boolean {
    return this.replace(
      owner,
      this.list(owner).filter((view) => view.name !== name),
    );
  }

  /** Calls the listener after each change, also of another tab. Returns a function that ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      this.listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };

  private replace(owner: ViewsOwner, views: readonly SavedView[]): boolean {
    if (this.store === undefined) return false;
    try {
      this.store.setItem(keyOf(owner), JSON.stringify(views));
    } catch {
      // The storage is full or blocked.
      return false;
    }
    for (const listener of this.listeners) listener();
    return true;
  }
}

function storeOfBrowser(): ViewStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

let ofBrowser: SavedViews | undefined;
export const getSavedViews = (): SavedViews => (ofBrowser ??= new SavedViews(storeOfBrowser()));
