/** The end of the name of a marked file. */
export const MARK = '.imported';

/** Names that programs give to files which they have not completed. */
const INCOMPLETE = /(?:\.(?:part|partial|crdownload|download|filepart|tmp|temp|swp)|~)$|^~\$/i;
/** A replacement character stands for bytes that are no UTF-8, so the file cannot be opened by this name. */
const UNREADABLE = /[\p{Cc}\p{Cs}\u{FFFD}]/u;
/** Characters that no id may contain. */
const NOT_IN_IDS = /[\n\0\p{Cs}]/u;
const MAX_SHOWN = 100;

/** Hidden files belong to programs, for example to file managers and to synchronization. They are not even reported. */
export const isHidden = (name: string): boolean => name.startsWith('.');

export const isMarked = (name: string): boolean => name.endsWith(MARK);

export interface NameProblem {
  readonly code: string;
  readonly message: string;
}

/** Returns why a file is not taken in because of its name or those of its folders, if so. */
export function findNameProblem(path: readonly string[], isWanted: (name: string) => boolean): NameProblem | undefined {
  const name = path.at(-1) ?? '';
  const parent = path.slice(0, -1).find((one) => NOT_IN_IDS.test(one));
  if (parent !== undefined) {
    const message = `The name of the folder '${showName(parent, MAX_SHOWN)}' has control characters. Rename the folder.`;
    return { code: 'unreadable-name', message };
  }
  if (UNREADABLE.test(name))
    return { code: 'unreadable-name', message: 'The name has control characters or is not valid UTF-8. Rename the file.' };
  if (path.includes('')) return { code: 'unreadable-name', message: 'The path has an empty name between slashes. Rename it.' };
  if (INCOMPLETE.test(name)) return { code: 'incomplete', message: 'The name is that of an incomplete file.' };
  if (!isWanted(name)) return { code: 'name-not-wanted', message: 'The name matches none of the file names of the source.' };
  return undefined;
}

/** Makes a name fit for display: without control characters, and limited. */
export const showName = (name: string, limit: number): string => {
  const shown = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '?');
  return shown.length <= limit ? shown : `${shown.slice(0, limit - 1).replace(/\p{Cs}$/u, '')}…`;
};

/** Matches a name with a pattern whose only special character is `*`, without the backtracking of regular expressions. */
function matchesPattern(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  if (!name.startsWith(start)) return false;
  const end = rest.pop();
  if (end === undefined) return name === start;
  let at = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}

/** Reads patterns that are separated by commas. Small and capital letters count as equal. */
export function readNamePatterns(list: string): (name: string) => boolean {
  const patterns = list
    .split(',')
    .map((one) => one.trim().normalize('NFC').toLowerCase())
    .filter((one) => one !== '');
  if (patterns.length === 0) return () => true;
  return (name) => {
    const normal = name.normalize('NFC').toLowerCase();
    return patterns.some((pattern) => matchesPattern(normal, pattern));
  };
}
