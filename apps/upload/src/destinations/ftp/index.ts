import { allowList, type AllowList } from '@throughline/outgoing';
import { toOptions } from '@throughline/service-kit/forms';
import { RemoteDestination } from '../../remote-folders/remote-destination.js';
import { serverForm } from '../../remote-folders/server-settings.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { connectionsSetting, type Connections } from './connections.js';
import { FtpPool } from './ftp-pool.js';
import type { FtpTimes } from './ftp-session.js';
import { createFtpOutput } from './settings.js';

export interface FtpParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly times?: FtpTimes;
}

/** Outputs of type `ftp`. Settings: `connection`, the name of a configured server; `path` below its folder. */
export function ftpType({ connections, ...options }: FtpParts): DestinationType & { readonly close: () => void } {
  const pool = new FtpPool(connections, options);
  return {
    open: ({ output: { settings } }) => new RemoteDestination(createFtpOutput(settings, connections, pool)),
    close: () => {
      pool.close();
    },
  };
}

export const ftp = destinationKind(
  { connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') },
  {
    label: 'FTP',
    form: serverForm,
    choices: ({ connections }) => ({ connection: toOptions(Object.keys(connections)) }),
    make: (parts) => ftpType(parts),
  },
);
