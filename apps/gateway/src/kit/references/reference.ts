import type { NamedRow } from '../http/named-row.js';

/** The items that are bound to a template. */
export interface BoundItems {
  readonly count: number;
  ids(): Promise<readonly string[]>;
}

/** The rows that a reference tells of, by the kind of the named row and by the rows that name it. */
export interface Uses {
  readonly credential: {
    /** Names of outputs of the server, and of own ones. */
    readonly outputs: readonly string[];
    readonly channels: readonly string[];
    /** `refusedAt`: the start of the newest sync, ISO 8601, if it ended for want of an account or a permission. */
    readonly sources: readonly { readonly name: string; readonly refusedAt: string | undefined }[];
  };
  readonly output: {
    /** Names of templates. `settings`: the settings of the library name it, too. */
    readonly templates: { readonly names: readonly string[]; readonly settings: boolean };
    readonly channels: readonly string[];
    /** `preferences`: items whose preferences name it. `running`: items with an active run that delivers to it. */
    readonly items: { readonly preferences: number; readonly running: number };
  };
  readonly source: {
    /** The jobs that read it because of a template that names it. */
    readonly jobs: readonly NamedRow[];
    readonly templates: readonly NamedRow[];
  };
  readonly template: {
    readonly sources: readonly NamedRow[];
    readonly jobs: readonly NamedRow[];
    readonly items: BoundItems;
  };
}

export type Named = keyof Uses;
export type UserOf<Of extends Named> = keyof Uses[Of] & string;

/** Outputs are named by their names, all other rows by their ids. */
export type KeyOf<Of extends Named> = Of extends 'output' ? string : number;

/** A row of a library, by the key that names it. */
export interface NamedKey<Of extends Named> {
  readonly libraryId: string;
  readonly key: KeyOf<Of>;
}

/** Rows of one room that name rows of another. Only the room of the former opens their store. */
export interface Reference<Of extends Named, By extends UserOf<Of>> {
  readonly of: Of;
  readonly by: By;
  /** Throws the problem `unavailable` while the list may lack a row. Absent: the list is always complete. */
  requireComplete?(libraryId: string): Promise<void>;
  /** Returns a look-up for the named rows of a library. */
  list(libraryId: string): Promise<(key: KeyOf<Of>) => Uses[Of][By]>;
  /**
   * Removes the name wherever it is. A row that another request changes meanwhile is decided again. Absent: the rows are changed
   * by their users only. `by`: id of the user.
   */
  detach?(named: NamedKey<Of>, by: string): Promise<void>;
}

/** Returns the row without anything but what names it in an answer. */
export const named = ({ id, name }: NamedRow): NamedRow => ({ id, name });
