import type { OutputConfig } from '@throughline/contracts';
import type { Connections, SessionPool } from '@throughline/sftp';
import type { RemoteOutput } from '../../remote-folders/remote-output.js';
import { placeOf, readServerFolder } from '../../remote-folders/server-settings.js';
import { SftpClient } from './sftp-client.js';

export function createSftpOutput(settings: OutputConfig['settings'], connections: Connections, pool: SessionPool): RemoteOutput {
  const folder = readServerFolder({ settings, kind: 'an SFTP', connections });
  const client = new SftpClient(folder.name, pool);
  return {
    client,
    below: folder.below,
    root: folder.below,
    place: placeOf('sftp', folder),
    resumesParts: true,
    // An address would tell users about the operator's network.
    urlOf: () => '',
    send: (upload) => client.send(upload),
  };
}
