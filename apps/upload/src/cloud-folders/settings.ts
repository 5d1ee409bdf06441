import type { OutputConfig } from '@throughline/contracts';
import type { OAuthType } from '@throughline/credentials';
import type { SettingsForm } from '@throughline/service-kit/forms';
import type { AccountForm } from '../kit/account-type.js';
import { OutputSettings } from '../kit/output-settings.js';

interface FormTexts {
  readonly account: string;
  readonly credential: OAuthType;
}

export type CloudForm = SettingsForm<'credential' | 'folder'> & AccountForm;

export const cloudForm = ({ account, credential }: FormTexts): CloudForm => ({
  credential: { label: account, kind: 'credential', required: true, credential },
  folder: {
    label: 'Folder',
    kind: 'text',
    hint: 'A path such as Recordings/Talks/{year}; also {month}, {day} and {output}. Default: the top folder.',
  },
});

export interface CloudLocation {
  readonly credential: number;
  /** The path of the output's folder, created if missing. May contain the placeholders of `resolvePath`. */
  readonly folder: string;
}

const MAX_PATH_BYTES = 500;

/** Validates the settings `credential` and, optionally, `folder`. `article` as in "a Dropbox". */
export function readCloudLocation(settings: OutputConfig['settings'], article: string, form: CloudForm): CloudLocation {
  const read = new OutputSettings(settings, article, form);
  read.rejectUnknown();
  return { credential: read.account(), folder: read.datedPath('folder', MAX_PATH_BYTES) };
}
