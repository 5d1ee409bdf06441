import { PersonalStore, type Person, type PersonalStorage } from '../drafts/personal-store.js';
import { readItemsSearch, type ItemsSearch } from './items-search.js';

/** A filter and an order of the list of all items, under a name of the user's own. Each library has its own: another one has other tags. */
export interface SavedView {
  readonly name: string;
  readonly search: ItemsSearch;
}

export const MAX_VIEWS = 50;
export const MAX_VIEW_NAME = 60;

const NONE: readonly SavedView[] = [];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Reads what an earlier or a later release has stored: unknown filters are left out. */
function parseViews(views: unknown): readonly SavedView[] {
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

/** Keeps the views of each person in this browser. */
export class SavedViews {
  readonly #store: PersonalStore<readonly SavedView[]>;

  /** Undefined if the browser offers no storage. */
  constructor(...storage: [] | [PersonalStorage | undefined]) {
    this.#store = new PersonalStore({ name: 'views', none: NONE, parse: parseViews }, ...storage);
    this.subscribe = this.#store.subscribe;
  }

  /** Calls the listener after each change, also of another tab. Returns a function that ends it. */
  readonly subscribe: PersonalStore<readonly SavedView[]>['subscribe'];

  list(owner: Person): readonly SavedView[] {
    return this.#store.read(owner);
  }

  /** Returns false if the browser stores nothing. A view with `former` as its name is replaced; otherwise it is added. */
  save(owner: Person, view: SavedView, former?: string): boolean {
    const before = this.list(owner);
    const next = before.some(({ name }) => name === former)
      ? before.map((each) => (each.name === former ? view : each))
      : [...before, view];
    return this.#store.write(owner, next);
  }

  remove(owner: Person, name: string): boolean {
    return this.#store.write(
      owner,
      this.list(owner).filter((view) => view.name !== name),
    );
  }
}

let ofBrowser: SavedViews | undefined;
export const getSavedViews = (): SavedViews => (ofBrowser ??= new SavedViews());
