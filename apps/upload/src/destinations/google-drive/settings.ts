import type { OutputConfig } from '@throughline/contracts';
import { OutputSettings, misconfigured } from '../output-settings.js';

export interface DrivePlace {
  /** Number of the credential that the account was connected by. */
  readonly credential: number;
  /** Id of the folder that all of it lies in, of a shared drive or of the account's own. */
  readonly folder: string;
  /** Folders below it, made where they are not there; with the words of {@link pathOn}. */
  readonly path: string;
}

const FOLDER_ID = /^[\w-]{4,100}$/;
const MAX_PATH_BYTES = 500;
const WORDS = new Set(['year', 'month', 'day', 'output']);

/** Settings of an output of type `google_drive`: `credential`, and `folder` and `path` where it is not to be the top of the account. */
export function drivePlaceOf(settings: OutputConfig['settings']): DrivePlace {
  const read = new OutputSettings(settings, 'a Google Drive');
  read.only('credential', 'folder', 'path');
  const { credential } = settings;
  if (typeof credential !== 'number' || !Number.isSafeInteger(credential) || credential < 1)
    throw misconfigured("A Google Drive output names the credential of its account, a number, by its setting 'credential'");
  const folder = read.text('folder') ?? 'root';
  if (!FOLDER_ID.test(folder))
    throw misconfigured(
      "The setting 'folder' of a Google Drive output is the id of a folder: the last part of its address in the browser",
    );
  const path = read.below('path', MAX_PATH_BYTES);
  const unknown = [...path.matchAll(/\{(.*?)\}/g)].find(([, word = '']) => !WORDS.has(word))?.[0];
  if (unknown !== undefined)
    throw misconfigured(`The path of a Google Drive output knows {year}, {month}, {day} and {output}, not ${unknown}`);
  return { credential, folder, path };
}

/** Names of the folders for what is delivered on this day, by the calendar of UTC. */
export function pathOn(path: string, day: Date, output: string): readonly string[] {
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
  const words: Readonly<Record<string, string>> = { year, month, day: date, output };
  return path === '' ? [] : path.split('/').map((name) => name.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? ''));
}
