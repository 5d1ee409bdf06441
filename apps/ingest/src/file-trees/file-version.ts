/** Names of folders, and of a file below them. */
export type Names = readonly string[];

/** Distinguishes the versions of a file: a file that changes is another item. */
export interface FileVersion {
  readonly size: number;
  /** Milliseconds. */
  readonly modified: number;
  /** A text of the server that changes with the content. */
  readonly tag?: string;
}

export const isSameVersion = (one: FileVersion, other: FileVersion): boolean =>
  one.size === other.size && one.modified === other.modified && one.tag === other.tag;
