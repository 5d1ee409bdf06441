import type { OutputConfig } from '@throughline/contracts';
import type { RemoteOutput } from '../../remote-folders/remote-output.js';
import { placeOf, readServerFolder } from '../../remote-folders/server-settings.js';
import type { Connections } from './connections.js';
import { FtpClient } from './ftp-client.js';
import type { FtpPool } from './ftp-pool.js';

export function createFtpOutput(settings: OutputConfig['settings'], connections: Connections, pool: FtpPool): RemoteOutput {
  const folder = readServerFolder({ settings, kind: 'an FTP', connections });
  const client = new FtpClient(folder.name, pool);
  return {
    client,
    below: folder.below,
    root: folder.below,
    place: placeOf('ftp', folder),
    // An address would tell users about the operator's network.
    urlOf: () => '',
    send: (upload) => client.send(upload),
  };
}
