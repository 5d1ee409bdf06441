import type { NextcloudFake } from '@throughline/strict-fakes';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Connection } from '@throughline/webdav';
import { createWebdavOutput, type WebdavParts } from '#src/destinations/webdav/webdav-output.js';
import { RemoteDestination } from '#src/remote-folders/remote-destination.js';
import { readFromNode, type FolderContent } from '@throughline/webdav/testing';

const MIB = 2 ** 20;
/** The smallest chunk that Nextcloud accepts. */
export const CHUNK = 5 * MIB;

export function openOutput(
  fake: NextcloudFake,
  given: Partial<Connection & WebdavParts> & { readonly path?: string } = {},
): RemoteDestination {
  const { connections, allowed: list = parseAllowedHosts('127.0.0.1'), timeouts, chunking, path = 'talks', ...more } = given;
  const connection = { url: fake.url, user: fake.user, password: fake.password, ...more };
  return new RemoteDestination(
    createWebdavOutput(
      { connection: 'it', path },
      {
        connections: connections ?? { it: connection },
        allowed: list,
        ...(timeouts === undefined ? {} : { timeouts }),
        chunking: chunking ?? { from: 2 * CHUNK, bytes: CHUNK },
      },
    ),
  );
}

export function listContent(fake: NextcloudFake, path = 'talks'): FolderContent {
  const node = fake.files.at([path]);
  const shown = node === undefined ? {} : readFromNode(node);
  return typeof shown === 'string' ? {} : shown;
}
