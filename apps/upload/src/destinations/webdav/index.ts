import { allowList } from '@throughline/outgoing';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { connectionsSetting } from './connections.js';
import { placeOf, type WebdavParts } from './place.js';
import { WebdavDestination } from './webdav-destination.js';

/**
 * Outputs of type `webdav`. Settings: `connection`, the name of a server that the operator has set up; `path` below its folder. Addresses and
 * passwords are never in a request.
 */
export const webdavType = (parts: WebdavParts): DestinationType => ({
  open: ({ output: { settings } }) => new WebdavDestination(placeOf(settings, parts)),
});

export const webdav = destinationKind({ connections: connectionsSetting, allowed: allowList('TL_FETCH_ALLOW') }, webdavType);
