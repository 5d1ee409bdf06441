import type { NextcloudFake } from '@throughline/strict-fakes';
import type { Connection } from '../connections.js';
import { placeOf, type WebdavParts } from '../place.js';
import { WebdavDestination } from '../webdav-destination.js';
import { allowedHosts } from '../../../testing/allowed-hosts.js';
import { shownIn, type Shown } from './servers.js';

const MIB = 2 ** 20;
/** Small chunks, as far as a Nextcloud takes them. */
export const CHUNK = 5 * MIB;

/** An output at the strict fake of a Nextcloud, below `talks`. */
export function outputAt(
  fake: NextcloudFake,
  given: Partial<Connection & WebdavParts> & { readonly path?: string } = {},
): WebdavDestination {
  const { connections, allowed: list = allowedHosts('127.0.0.1'), patience, chunking, path = 'talks', ...more } = given;
  const connection = { url: fake.url, user: fake.user, password: fake.password, ...more };
  return new WebdavDestination(
    placeOf(
      { connection: 'it', path },
      {
        connections: connections ?? { it: connection },
        allowed: list,
        ...(patience === undefined ? {} : { patience }),
        chunking: chunking ?? { from: 2 * CHUNK, bytes: CHUNK },
      },
    ),
  );
}

/** What lies in the folder of the output. */
export function shownAt(fake: NextcloudFake, path = 'talks'): Shown {
  const node = fake.files.at([path]);
  const shown = node === undefined ? {} : shownIn(node);
  return typeof shown === 'string' ? {} : shown;
}
