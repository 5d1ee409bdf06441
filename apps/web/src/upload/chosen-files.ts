/** A file that a person has chosen, alone or with its folder. */
export interface ChosenFile {
  readonly file: File;
  /** `Talks/May/one.mp4`; outside of a folder its name. */
  readonly path: string;
}

/** The files that were chosen at once. */
export interface Chosen {
  readonly files: readonly ChosenFile[];
  /** Paths in chosen folders that the browser could not read. */
  readonly unread: readonly string[];
  /** A folder has more files than one choice may have. */
  readonly isCut: boolean;
}

export const MOST_FILES = 5_000;

const pathOf = ({ webkitRelativePath, name }: File): string => webkitRelativePath || name;

/** `Part 2` comes before `Part 10`. */
export const compareNames = new Intl.Collator(undefined, { numeric: true }).compare;

/** Takes files of a file chooser. Those of a folder have their path in it, and come in its order: browsers have none. */
export function takeChosen(files: Iterable<File>): Chosen {
  const chosen = [...files].map((file) => ({ file, path: pathOf(file) }));
  const all = chosen.some(({ path }) => path.includes('/'))
    ? chosen.toSorted((one, other) => compareNames(one.path, other.path))
    : chosen;
  return { files: all.slice(0, MOST_FILES), unread: [], isCut: all.length > MOST_FILES };
}
