import type { SourceConfig } from '@throughline/contracts';
import { readRelativePath, type SettingsForm } from '@throughline/service-kit/forms';
import { misconfiguredError } from './file-errors.js';
import { readNamePatterns } from './file-names.js';
import type { Names } from './file-version.js';

/** The settings of every source that reads files. The settings of its own connection come first. */
export const filesForm = {
  path: { label: 'Path below it', kind: 'text', hint: 'Names joined by slashes. Empty: the folder itself.' },
  subfolders: { label: 'Include subfolders', kind: 'switch' },
  names: { label: 'File names', kind: 'list', hint: 'Such as *.mp4, lecture-*. Empty: every file.' },
  settle_seconds: {
    label: 'Seconds without a change',
    kind: 'number',
    min: 1,
    hint: 'A file is imported when it has not changed for this long. Empty: 30.',
  },
  after: {
    label: 'After the import',
    kind: 'choice',
    options: [{ value: 'leave' }, { value: 'move' }, { value: 'mark' }],
    hint: 'Leave the file, move it to another folder, or mark it by ".imported" at the end of its name. Empty: leave it.',
  },
  moved_to: { label: 'Folder for imported files', kind: 'text', hint: 'Below the path. Empty: Imported.' },
} as const satisfies SettingsForm;

export interface FilesSettings {
  /** Names below the root of the tree. */
  readonly path: Names;
  readonly subfolders: boolean;
  readonly isWanted: (name: string) => boolean;
  /** Absent: listed files are complete. */
  readonly settleMs?: number;
  readonly after: 'leave' | 'move' | 'mark';
  /** Names below the path. */
  readonly movedTo: Names;
}

/** A type of sources: its form, and its name in messages, such as "folder" in "a folder source". */
export interface FilesType {
  readonly name: string;
  readonly form: SettingsForm;
}

const MAX_PATH_BYTES = 500;
const SETTLE_SECONDS = { fallback: 30, max: 86_400 };
const ACTS = filesForm.after.options.map(({ value }) => value);

type Settings = SourceConfig['settings'];

function readPath(settings: Settings, key: 'path' | 'moved_to', type: FilesType): Names {
  const text = settings[key] ?? (key === 'path' ? '' : 'Imported');
  if (typeof text !== 'string') throw misconfiguredError(`The setting '${key}' of a ${type.name} source must be a text`);
  const read = readRelativePath(text, MAX_PATH_BYTES);
  if ('problem' in read) throw misconfiguredError(`The setting '${key}' of a ${type.name} source ${read.problem}`);
  return read.path === '' ? [] : read.path.split('/');
}

function readSettleMs({ settle_seconds: seconds = SETTLE_SECONDS.fallback }: Settings): number {
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= SETTLE_SECONDS.max)
    return seconds * 1_000;
  throw misconfiguredError(`The seconds without a change must be a whole number from 1 to ${String(SETTLE_SECONDS.max)}`);
}

function readAct({ after = 'leave' }: Settings, { name }: FilesType): FilesSettings['after'] {
  const act = ACTS.find((one) => one === after);
  if (act === undefined) throw misconfiguredError(`The setting 'after' of a ${name} source must be one of: ${ACTS.join(', ')}`);
  return act;
}

/** Reads the settings that all sources of files share. Refuses settings that the form does not have, which are likely misspelt. */
export function readFilesSettings(settings: Settings, type: FilesType): FilesSettings {
  const unknown = Object.keys(settings).find((key) => !Object.hasOwn(type.form, key));
  if (unknown !== undefined)
    throw misconfiguredError(`A ${type.name} source has no setting '${unknown}'; it has: ${Object.keys(type.form).join(', ')}`);
  const movedTo = readPath(settings, 'moved_to', type);
  if (movedTo.length === 0) throw misconfiguredError('The folder for imported files must be below the path of the source');
  return {
    path: readPath(settings, 'path', type),
    subfolders: settings['subfolders'] === true,
    isWanted: readNamePatterns(String(settings['names'] ?? '')),
    ...('settle_seconds' in type.form ? { settleMs: readSettleMs(settings) } : {}),
    after: readAct(settings, type),
    movedTo,
  };
}

/** Returns what the operator has set up by a name that users choose. `what` as in "There is no source folder 'x'". */
export function findByName<T>(
  known: Readonly<Record<string, T>>,
  name: unknown,
  what: string,
): { readonly name: string; readonly value: T } {
  if (typeof name === 'string') {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value !== undefined) return { name, value };
  }
  throw misconfiguredError(`There is no ${what} '${String(name)}'; available: ${Object.keys(known).join(', ') || 'none'}`);
}
