import type { Connections as S3Connections } from '@throughline/bucket';
import { PermanentError, SIMULATED } from '@throughline/contracts';
import type { AllowList } from '@throughline/outgoing';
import type { Connections as SftpConnections } from '@throughline/sftp';
import type { Connections as WebdavConnections } from '@throughline/webdav';
import type { FeedConnections } from './feed/feed-settings.js';
import { feedSource } from './feed/index.js';
import { folderSource } from './folder/index.js';
import { originalSource } from './folder/originals.js';
import { mailboxSource, type MailboxParts } from './mailbox/index.js';
import { pagesSource } from './pages/index.js';
import { playlistSource } from './playlist/index.js';
import { s3Source } from './s3/index.js';
import { sftpSource } from './sftp/index.js';
import { simulatedSource } from './simulated/index.js';
import type { ListedSourceType } from '../kit/source-lister.js';
import type { SourceType } from '../kit/source.js';
import { uploadSource } from './upload/index.js';
import { urlSource } from './url/index.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from './url/settings.js';
import { webdavSource } from './webdav/index.js';
import { ZoomAccounts, zoomLister, zoomSource } from './zoom/index.js';

export interface SourceSettings {
  readonly simulation: boolean;
  /** The folders that the operator has opened, by name. */
  readonly folders?: Readonly<Record<string, string>>;
  /** Default: public addresses only, within the default limits. */
  readonly url?: UrlSettings;
  readonly zoom?: ZoomAccounts;
}

export interface ListedSourceSettings {
  /** The folders that the operator has opened, by name. */
  readonly folders: Readonly<Record<string, string>>;
  readonly s3: S3Connections;
  readonly sftp: SftpConnections;
  readonly webdav: WebdavConnections;
  /** Exceptions to the rule that only public addresses are connected to. */
  readonly allowed: AllowList;
  readonly mailboxes: Omit<MailboxParts, 'maxBytes'>;
  readonly maxBytes: number;
  /** Default: public addresses only, within the default limits. */
  readonly url?: UrlSettings;
  /** The private feeds of the operator, by name. */
  readonly feeds?: FeedConnections;
  readonly zoom?: ZoomAccounts;
}

/** Each type of source that users set up has one folder and one line here. */
export const listedSources = ({
  url = DEFAULT_URL_SETTINGS,
  ...settings
}: ListedSourceSettings): Readonly<Record<string, ListedSourceType>> => ({
  feed: feedSource(url, settings.feeds ?? {}),
  folder: folderSource(settings.folders, settings.maxBytes),
  mailbox: mailboxSource({ ...settings.mailboxes, maxBytes: settings.maxBytes }),
  playlist: playlistSource(url),
  s3: s3Source({ ...settings, connections: settings.s3 }),
  sftp: sftpSource(settings.sftp, settings.maxBytes),
  webdav: webdavSource({ ...settings, connections: settings.webdav }),
  zoom: zoomLister(settings.zoom ?? new ZoomAccounts(), settings.maxBytes),
});

/** Each kind of source that a run fetches from has one folder and one line here. */
export const sourceTypes = ({
  simulation,
  folders = {},
  url,
  zoom = new ZoomAccounts(),
}: SourceSettings): Readonly<Record<string, SourceType>> => ({
  upload: uploadSource,
  folder: originalSource(folders),
  pages: pagesSource,
  url: urlSource(url),
  zoom: zoomSource({ accounts: zoom, url }),
  ...(simulation ? { [SIMULATED]: simulatedSource } : {}),
});

/** Returns the source type of a kind. The error for an unknown or disabled kind lists the available kinds. */
export function findSourceType(kind: string, types: Readonly<Record<string, SourceType>>): SourceType {
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined;
  if (type !== undefined) return type;
  const typeNames = Object.keys(types).join(', ');
  if (kind === SIMULATED)
    throw new PermanentError('simulation-off', 'Simulated sources are switched off: set TL_SIMULATION=on for the ingest service');
  throw new PermanentError('source-unknown', `This release has no source of the kind '${kind}'; it has: ${typeNames}`);
}
