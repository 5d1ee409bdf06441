import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { badOutputsContract } from '../../testing/bad-outputs.js';
import { createPaperlessOutput } from './paperless-output.js';
import { PaperlessDestination } from './paperless-destination.js';

badOutputsContract(
  'a Paperless output',
  (url, timeoutMs) => {
    const timeouts = { connectMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs };
    const parts = {
      connections: { it: { url, token: 'token' } },
      allowed: parseAllowedHosts('127.0.0.1, nobody.invalid'),
      timeouts,
    };
    return { destination: new PaperlessDestination(createPaperlessOutput({ connection: 'it' }, parts)) };
  },
  // The output gate ends an answer that never ends.
  { takesDrops: 'bodies' },
);
