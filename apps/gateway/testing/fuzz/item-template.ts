import { isUuid, newId, noteIdFor } from '@throughline/contracts';

/** Returns the id of the note that each session has. */
export const fuzzedNoteOf = (session: string): string => noteIdFor(session, 'fuzz');

export interface DrivenItem {
  readonly id: string;
  readonly owner: string;
}

export interface FileOfItem {
  readonly key: string;
  readonly text: string;
  readonly sha256: string;
}

/** An item that was brought into a state, from which equal items are copied. */
export interface ItemTemplate extends DrivenItem {
  readonly drafts: string;
  readonly files: readonly FileOfItem[];
  /** When it was made, as ISO times. */
  readonly from: string;
  readonly until: string;
}

/** UUIDs, SHA-256 sums, ids of users and times. */
const NAMES =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b|\b[0-9A-HJKMNP-TV-Z]{26}\b|\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z/g;

const TIME = /^\d{4}-.{19}Z$/;

/** Gives a copy of an item ids of its own, and the times that it would have if it had been driven now. */
export class Renaming {
  readonly #names: Map<string, string>;
  readonly #laterMs: number;

  constructor(
    private readonly template: ItemTemplate,
    { id, owner }: DrivenItem,
  ) {
    this.#names = new Map([
      [template.id, id],
      [template.owner, owner],
      [fuzzedNoteOf(template.id), fuzzedNoteOf(id)],
    ]);
    this.#laterMs = Date.now() - Date.parse(template.until);
  }

  add(name: string, other: string): void {
    this.#names.set(name, other);
  }

  apply(text: string): string {
    return text.replaceAll(NAMES, (name) => this.#names.get(name) ?? this.#rename(name));
  }

  #rename(name: string): string {
    const { from, until } = this.template;
    if (TIME.test(name)) return name < from || name > until ? name : new Date(Date.parse(name) + this.#laterMs).toISOString();
    if (!isUuid(name)) return name;
    const other = newId();
    this.add(name, other);
    return other;
  }
}
