import { PermanentError, type SourceConfig } from '@throughline/contracts';
import { readRelativePath, type SettingsForm } from '@throughline/service-kit/forms';
import { readNamePatterns } from './file-names.js';

export const form = {
  folder: { label: 'Folder', kind: 'choice', required: true, hint: 'A folder that the operator of this server has opened.' },
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

export interface FolderSettings {
  /** The name of a folder that the operator has opened, and its path. */
  readonly folder: string;
  readonly base: string;
  /** Names below the base. */
  readonly path: readonly string[];
  readonly subfolders: boolean;
  readonly isWanted: (name: string) => boolean;
  readonly settleMs: number;
  readonly after: 'leave' | 'move' | 'mark';
  /** Names below the path. */
  readonly movedTo: readonly string[];
}

const MAX_PATH_BYTES = 500;
const SETTLE_SECONDS = { fallback: 30, max: 86_400 };
const ACTS = form.after.options.map(({ value }) => value);

export const misconfiguredError = (why: string): PermanentError => new PermanentError('source-misconfigured', why);

type Settings = SourceConfig['settings'];

function readPath(settings: Settings, name: 'path' | 'moved_to', fallback: string): readonly string[] {
  const text = settings[name] ?? fallback;
  if (typeof text !== 'string') throw misconfiguredError(`The setting '${name}' of a folder source must be a text`);
  const read = readRelativePath(text, MAX_PATH_BYTES);
  if ('problem' in read) throw misconfiguredError(`The setting '${name}' of a folder source ${read.problem}`);
  return read.path === '' ? [] : read.path.split('/');
}

function readSettleMs({ settle_seconds: seconds = SETTLE_SECONDS.fallback }: Settings): number {
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= SETTLE_SECONDS.max)
    return seconds * 1_000;
  throw misconfiguredError(`The seconds without a change must be a whole number from 1 to ${String(SETTLE_SECONDS.max)}`);
}

function readAct({ after = 'leave' }: Settings): FolderSettings['after'] {
  const act = ACTS.find((one) => one === after);
  if (act === undefined) throw misconfiguredError(`The setting 'after' of a folder source must be one of: ${ACTS.join(', ')}`);
  return act;
}

/** Reads the settings of one folder source. Users can name no path of the server: only folders of the operator, and names below. */
export function readFolderSettings(settings: Settings, folders: Readonly<Record<string, string>>): FolderSettings {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(form, name));
  if (unknown !== undefined)
    throw misconfiguredError(`A folder source has no setting '${unknown}'; it has: ${Object.keys(form).join(', ')}`);
  const { folder, subfolders = false, names = '' } = settings;
  const base = typeof folder === 'string' && Object.hasOwn(folders, folder) ? folders[folder] : undefined;
  if (base === undefined || typeof folder !== 'string')
    throw misconfiguredError(
      `There is no source folder '${String(folder)}'; available: ${Object.keys(folders).join(', ') || 'none'}`,
    );
  const movedTo = readPath(settings, 'moved_to', 'Imported');
  if (movedTo.length === 0) throw misconfiguredError('The folder for imported files must be below the path of the source');
  return {
    folder,
    base,
    path: readPath(settings, 'path', ''),
    subfolders: subfolders === true,
    isWanted: readNamePatterns(String(names)),
    settleMs: readSettleMs(settings),
    after: readAct(settings),
    movedTo,
  };
}
