import { SIMULATED, type OutputType } from '@throughline/contracts';
import type { Setting } from '@throughline/service-kit';
import type { StoresProvider } from '../credentials/own-stores.js';
import type { DestinationType } from '../kit/destination.js';
import { dropbox } from './dropbox/index.js';
import { email } from './email/index.js';
import { folder } from './folder/index.js';
import { ftp } from './ftp/index.js';
import { googleDrive } from './google-drive/index.js';
import type { DestinationKind } from '../kit/kind.js';
import { oneDrive } from './onedrive/index.js';
import { paperless } from './paperless/index.js';
import { s3 } from './s3/index.js';
import { sftp } from './sftp/index.js';
import { simulated } from './simulated/index.js';
import { vk } from './vk/index.js';
import { webdav } from './webdav/index.js';
import { youtube } from './youtube/index.js';

/** Each destination has one folder and one line here. */
const kinds: Readonly<Record<string, DestinationKind>> = {
  dropbox,
  email,
  folder,
  ftp,
  google_drive: googleDrive,
  onedrive: oneDrive,
  paperless,
  s3,
  sftp,
  vk,
  webdav,
  youtube,
  [SIMULATED]: simulated,
};

/** Settings of all destinations, by their names in the environment. */
export const destinationSettings: Readonly<Record<string, Setting<unknown>>> = Object.assign(
  {},
  ...Object.values(kinds).map(({ settings }) => settings),
) as Record<string, Setting<unknown>>;

export const createDestinationTypes = (
  values: Readonly<Record<string, unknown>>,
  give: StoresProvider,
): Readonly<Record<string, DestinationType>> =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([name, kind]) => {
      const type = kind.make(values, give);
      return type === undefined ? [] : [[name, type] as const];
    }),
  );

/** Lists the types that users can set up outputs of, with their forms. */
export const listOutputTypes = (
  values: Readonly<Record<string, unknown>>,
  types: Readonly<Record<string, DestinationType>>,
): readonly OutputType[] =>
  Object.keys(types).flatMap((type) => {
    const kind = kinds[type];
    const settings = kind?.describe(values);
    return kind === undefined || settings === undefined ? [] : [{ type, label: kind.label, settings }];
  });
