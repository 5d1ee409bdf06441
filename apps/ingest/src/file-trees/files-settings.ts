import type { SettingsForm } from '@throughline/service-kit/forms';
import {
  misconfiguredError,
  readChoice,
  readFolderNames,
  readWholeNumber,
  requireKnownSettings,
  type Settings,
} from '../kit/read-settings.js';
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

const SETTLE_SECONDS = { fallback: 30, max: 86_400, what: 'The seconds without a change' };
const ACTS = filesForm.after.options.map(({ value }) => value);

/** Reads the settings that all sources of files share. */
export function readFilesSettings(settings: Settings, { name, form }: FilesType): FilesSettings {
  const what = (key: string): string => `The setting '${key}' of a ${name} source`;
  requireKnownSettings(settings, form, `A ${name} source`);
  const { path = '', moved_to: target = 'Imported', after = 'leave', settle_seconds: seconds } = settings;
  const movedTo = readFolderNames(target, what('moved_to'));
  if (movedTo.length === 0) throw misconfiguredError('The folder for imported files must be below the path of the source');
  return {
    path: readFolderNames(path, what('path')),
    subfolders: settings['subfolders'] === true,
    isWanted: readNamePatterns(String(settings['names'] ?? '')),
    ...('settle_seconds' in form ? { settleMs: readWholeNumber(seconds, SETTLE_SECONDS) * 1_000 } : {}),
    after: readChoice(after, ACTS, what('after')),
    movedTo,
  };
}
