import { allowList } from '@throughline/outgoing';
import { toOptions } from '@throughline/service-kit/forms';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { connectionsFor, connectionsSetting } from '@throughline/webdav';
import { createWebdavOutput, type WebdavParts } from './webdav-output.js';
import { RemoteDestination } from '../../remote-folders/remote-destination.js';
import { serverForm } from '../../remote-folders/server-settings.js';

/**
 * Outputs of type `webdav`. Settings: `connection`, the name of a configured server; `path` below its folder. Requests never
 * hold addresses or passwords.
 */
export const webdavType = (parts: WebdavParts): DestinationType => ({
  open: ({ output: { settings } }) => new RemoteDestination(createWebdavOutput(settings, parts)),
});

export const webdav = destinationKind(
  { connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') },
  {
    label: 'WebDAV',
    form: serverForm,
    choices: ({ connections }) => ({ connection: toOptions(Object.keys(connectionsFor('outputs', connections))) }),
    make: ({ connections, ...parts }) => webdavType({ ...parts, connections: connectionsFor('outputs', connections) }),
  },
);
