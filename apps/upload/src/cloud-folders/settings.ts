import type { OutputConfig } from '@throughline/contracts';
import type { SettingsForm } from '@throughline/service-kit/forms';
import { OutputSettings, misconfiguredError } from '../destinations/output-settings.js';
import type { CloudPath } from './cloud-storage.js';

interface FormTexts {
  readonly account: string;
  /** The type of the credential. */
  readonly credential: string;
}

export type CloudForm = SettingsForm<'credential' | 'folder'>;

export const cloudForm = ({ account, credential }: FormTexts): CloudForm => ({
  credential: { label: account, kind: 'credential', required: true, credential },
  folder: { label: 'Folder', kind: 'text', hint: 'A path such as Recordings/Talks. Default: the top folder.' },
});

export interface CloudLocation {
  readonly credential: number;
  /** The output's folder, created if it is missing. */
  readonly folder: CloudPath;
}

const MAX_PATH_BYTES = 500;

/** Validates the settings `credential` and, optionally, `folder`. `article` as in "a Dropbox". */
export function readCloudLocation(settings: OutputConfig['settings'], article: string, form: CloudForm): CloudLocation {
  const read = new OutputSettings(settings, article, form);
  read.rejectUnknown();
  const { credential } = settings;
  if (typeof credential !== 'number' || !Number.isSafeInteger(credential) || credential < 1)
    throw misconfiguredError(`The output needs the setting 'credential': the number of a connected account`);
  const path = read.relativePath('folder', MAX_PATH_BYTES);
  return { credential, folder: path === '' ? [] : path.split('/') };
}
