import type { AllowList } from '@throughline/outgoing';
import type { OutputConfig } from '@throughline/contracts';
import type { Patience } from '../http-service.js';
import { OutputSettings } from '../output-settings.js';
import type { Connections } from './connections.js';
import { DavClient } from './dav-client.js';
import type { RemotePath } from './remote-path.js';

/** How large files go to a server that takes them in chunks. */
export interface Chunking {
  /** Files of at least so many bytes. */
  readonly from: number;
  readonly bytes: number;
}

const MIB = 2 ** 20;
const CHUNKING: Chunking = { from: 100 * MIB, bytes: 50 * MIB };
const MAX_PATH_BYTES = 500;

export interface WebdavParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly patience?: Patience;
  readonly chunking?: Chunking;
}

/** Where an output leads to. */
export interface WebdavPlace {
  readonly client: DavClient;
  /** The folder that the recordings' folders lie in. */
  readonly root: RemotePath;
  /** What is below the folder of the connection. */
  readonly below: RemotePath;
  /** Of a Nextcloud: where it takes chunks, and where people find it. */
  readonly nextcloud: Nextcloud | undefined;
}

export interface Nextcloud {
  readonly uploads: RemotePath;
  readonly front: RemotePath;
  readonly chunking: Chunking;
}

/** `/remote.php/dav/files/<user>` is the home of a user of a Nextcloud; its uploads lie beside it. */
function nextcloudOf(base: RemotePath, chunking: Chunking): Nextcloud | undefined {
  const at = base.findIndex((name, index) => name === 'remote.php' && base[index + 1] === 'dav' && base[index + 2] === 'files');
  const user = base[at + 3];
  if (at < 0 || user === undefined) return undefined;
  const front = base.slice(0, at);
  return { uploads: [...front, 'remote.php', 'dav', 'uploads', user], front, chunking };
}

export function placeOf(given: OutputConfig['settings'], { connections, allowed, patience, chunking }: WebdavParts): WebdavPlace {
  const settings = new OutputSettings(given, 'a WebDAV');
  settings.only('connection', 'path');
  const { name, connection } = settings.connection(connections);
  const path = settings.below('path', MAX_PATH_BYTES).normalize('NFC');
  const below = path === '' ? [] : path.split('/');
  const client = new DavClient(name, connection, { allowed, ...(patience === undefined ? {} : { patience }) });
  return { client, below, root: [...client.base, ...below], nextcloud: nextcloudOf(client.base, chunking ?? CHUNKING) };
}
