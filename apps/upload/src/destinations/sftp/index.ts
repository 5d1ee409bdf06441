import { allowList, type AllowList } from '@throughline/outgoing';
import { toOptions } from '@throughline/service-kit/forms';
import { SessionPool, connectionsFor, connectionsSetting, type Connections, type SessionTimes } from '@throughline/sftp';
import { RemoteDestination } from '../../remote-folders/remote-destination.js';
import { serverForm } from '../../remote-folders/server-settings.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { OutputErrors } from './output-errors.js';
import { createSftpOutput } from './settings.js';

export interface SftpParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly times?: SessionTimes;
}

/** Outputs of type `sftp`. Settings: `connection`, the name of a configured server; `path` below its folder. */
export function sftpType({ connections, ...options }: SftpParts): DestinationType & { readonly close: () => void } {
  const pool = new SessionPool(connections, { ...options, errorsOf: (name) => new OutputErrors(name) });
  return {
    open: ({ output: { settings } }) => new RemoteDestination(createSftpOutput(settings, connections, pool)),
    close: () => {
      pool.close();
    },
  };
}

export const sftp = destinationKind(
  { connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') },
  {
    label: 'SFTP',
    form: serverForm,
    choices: ({ connections }) => ({ connection: toOptions(Object.keys(connectionsFor('outputs', connections))) }),
    make: ({ connections, ...parts }) => sftpType({ ...parts, connections: connectionsFor('outputs', connections) }),
  },
);
