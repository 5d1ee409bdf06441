import type { OutputConfig } from '@throughline/contracts';
import type { SettingsForm } from '@throughline/service-kit/forms';
import type { AccountForm } from '../../kit/account-type.js';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';

export const driveForm = {
  credential: { label: 'Google account', kind: 'credential', required: true, credential: 'google' },
  folder: {
    label: 'Folder',
    kind: 'text',
    hint: 'The last part of its address in the browser. Default: the top of the drive.',
  },
  path: { label: 'Path below it', kind: 'text', hint: 'It may contain {year}, {month}, {day} and {output}, e.g. Talks/{year}.' },
} satisfies SettingsForm & AccountForm;

export interface DriveLocation {
  readonly credential: number;
  /** Id of the top folder, in a shared drive or the account's own. */
  readonly folder: string;
  /** Path below it, created if missing. May contain the placeholders of `resolvePath`. */
  readonly path: string;
}

const FOLDER_ID = /^[\w-]{4,100}$/;
const MAX_PATH_BYTES = 500;

/** Validates the settings of an output of type `google_drive`: `credential`, and optionally `folder` and `path`. */
export function readDriveLocation(settings: OutputConfig['settings']): DriveLocation {
  const read = new OutputSettings(settings, 'a Google Drive', driveForm);
  read.rejectUnknown();
  const credential = read.account();
  const folder = read.text('folder') ?? 'root';
  if (!FOLDER_ID.test(folder))
    throw misconfiguredError(
      "The setting 'folder' of a Google Drive output must be the id of a folder: the last part of its address in the browser",
    );
  const path = read.datedPath('path', MAX_PATH_BYTES);
  return { credential, folder, path };
}
