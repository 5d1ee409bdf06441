import { allowedHosts } from '../../testing/allowed-hosts.js';
import { badOutputsContract } from '../../testing/bad-outputs.js';
import { placeOf } from './place.js';
import { WebdavDestination } from './webdav-destination.js';

badOutputsContract(
  'a WebDAV output',
  (url, patienceMs) => {
    const patience = { connectMs: patienceMs, headersMs: patienceMs, idleMs: patienceMs };
    const parts = { connections: { it: { url } }, allowed: allowedHosts('127.0.0.1, nobody.invalid'), patience };
    return { destination: new WebdavDestination(placeOf({ connection: 'it' }, parts)) };
  },
  // The gate of the output looks at the clock.
  { takesDrops: 'bodies' },
);
