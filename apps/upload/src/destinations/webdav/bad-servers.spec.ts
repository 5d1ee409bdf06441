import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { badOutputsContract } from '../../testing/bad-outputs.js';
import { createWebdavOutput } from './webdav-output.js';
import { RemoteDestination } from '../../remote-folders/remote-destination.js';

badOutputsContract(
  'a WebDAV output',
  (url, timeoutMs) => {
    const timeouts = { connectMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs };
    const parts = { connections: { it: { url } }, allowed: parseAllowedHosts('127.0.0.1, nobody.invalid'), timeouts };
    return { destination: new RemoteDestination(createWebdavOutput({ connection: 'it' }, parts)) };
  },
  // The output gate ends an answer that never ends.
  { takesDrops: 'bodies' },
);
