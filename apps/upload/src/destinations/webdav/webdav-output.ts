import type { AllowList } from '@throughline/outgoing';
import type { OutputConfig } from '@throughline/contracts';
import type { Timeouts } from '../../kit/http-service.js';
import type { RemoteOutput } from '../../remote-folders/remote-output.js';
import { readServerFolder } from '../../remote-folders/server-settings.js';
import type { Connections, RemotePath } from '@throughline/webdav';
import { DavClient } from './dav-client.js';
import { detectNextcloud, type Chunking, type Nextcloud } from './nextcloud.js';
import { putFile, putInChunks } from './send-file.js';

const MIB = 2 ** 20;
const CHUNKING: Chunking = { from: 100 * MIB, bytes: 50 * MIB };

export interface WebdavParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
  readonly chunking?: Chunking;
}

export interface WebdavOutput extends RemoteOutput {
  readonly client: DavClient;
  /** Set for Nextcloud only. */
  readonly nextcloud: Nextcloud | undefined;
}

export function createWebdavOutput(
  settings: OutputConfig['settings'],
  { connections, allowed, timeouts, chunking }: WebdavParts,
): WebdavOutput {
  const { name, connection, below } = readServerFolder({ settings, kind: 'a WebDAV', connections });
  const client = new DavClient(name, connection, { allowed, ...(timeouts === undefined ? {} : { timeouts }) });
  const root = [...client.base, ...below];
  const nextcloud = detectNextcloud(client.base, chunking ?? CHUNKING);
  return {
    client,
    below,
    root,
    nextcloud,
    place: client.urlOf(root),
    urlOf: (at) => urlFor(client, nextcloud, at),
    send: (upload) =>
      nextcloud !== undefined && upload.file.size >= nextcloud.chunking.from
        ? putInChunks(client, nextcloud, upload)
        : putFile(client, upload),
    endSessions: async (ids, signal) => {
      if (nextcloud !== undefined) for (const id of ids) await client.remove([...nextcloud.uploads, id], signal);
    },
  };
}

/** Returns an address for users: Nextcloud's files page, because its WebDAV address would only download. */
function urlFor(client: DavClient, nextcloud: Nextcloud | undefined, path: RemotePath): string {
  if (nextcloud === undefined) return client.urlOf(path);
  const home = nextcloud.uploads.length;
  return `${client.urlOf([...nextcloud.front, 'index.php', 'apps', 'files'])}/?dir=${encodeURIComponent(`/${path.slice(home).join('/')}`)}`;
}
