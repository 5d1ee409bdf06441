import type { PersonalData } from './personal.js';
import type { Source } from './state.js';

/** The kind of a source whose file stays in a folder that the operator has opened. Runs read it there. */
export const IN_FOLDER = 'folder';

/** A file that was left in a folder of the operator, in the version that the item was bound to. */
export interface LeftOriginal {
  /** The name of the folder in `TL_SOURCE_FOLDERS`. */
  readonly folder: string;
  /** Bytes. */
  readonly size: number;
  /** The time of its last change, in milliseconds. */
  readonly modified: number;
}

/** Returns the original that an item was bound to. Its path is personal data, and is kept as the address of the source. */
export function leftOriginalOf(source: Source | undefined): LeftOriginal | undefined {
  if (source?.kind !== IN_FOLDER || !('settings' in source)) return undefined;
  const { folder, size, modified } = source.settings;
  return typeof folder === 'string' && typeof size === 'number' && typeof modified === 'number'
    ? { folder, size, modified }
    : undefined;
}

/** Returns the place of the original for people, such as `scans/2024/letter.pdf`. Without its path if that was erased. */
export const placeOfOriginal = ({ folder }: LeftOriginal, { sourceUrl }: Pick<PersonalData, 'sourceUrl'>): string =>
  sourceUrl === undefined ? folder : `${folder}/${sourceUrl}`;
