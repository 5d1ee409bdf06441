import { createHash } from 'node:crypto';
import type { OutputConfig } from '@throughline/contracts';
import type { SettingsForm } from '@throughline/service-kit/forms';
import type { RemoteOutput } from '../../remote-folders/remote-output.js';
import { OutputSettings } from '../output-settings.js';
import type { Connection, Connections } from './connections.js';
import { FtpClient } from './ftp-client.js';
import type { FtpPool } from './ftp-pool.js';

const MAX_PATH_BYTES = 500;

export const ftpForm = {
  connection: {
    label: 'Server',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has set up.',
  },
  path: { label: 'Path below its folder', kind: 'text', hint: 'Names joined by slashes. It is created if it is missing.' },
} satisfies SettingsForm;

/** Changes when the connection leads elsewhere, and does not reveal the operator's network. */
const markOf = ({ host, port, user, folder }: Connection): string =>
  createHash('sha256')
    .update(JSON.stringify([host, port, user, folder]))
    .digest('hex')
    .slice(0, 8);

export function createFtpOutput(given: OutputConfig['settings'], connections: Connections, pool: FtpPool): RemoteOutput {
  const settings = new OutputSettings(given, 'an FTP', ftpForm);
  settings.rejectUnknown();
  const { name, connection } = settings.connection(connections);
  const path = settings.relativePath('path', MAX_PATH_BYTES).normalize('NFC');
  const below = path === '' ? [] : path.split('/');
  const client = new FtpClient(name, pool);
  return {
    client,
    below,
    root: below,
    place: `ftp:${name}/${path}#${markOf(connection)}`,
    // An address would tell users about the operator's network.
    urlOf: () => '',
    send: (upload) => client.send(upload),
  };
}
