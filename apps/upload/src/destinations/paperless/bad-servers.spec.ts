import { badServersContract, type OutgoingCalls } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import { allowedHosts } from '../../testing/allowed-hosts.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { PaperlessDestination } from './paperless-destination.js';
import { placeOf } from './place.js';

type Ask = (destination: PaperlessDestination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;

const outputs =
  (ask: Ask) =>
  async (patienceMs: number): Promise<OutgoingCalls> => {
    const folder = await tempDir();
    const patience = { connectMs: patienceMs, headersMs: patienceMs, idleMs: patienceMs };
    return {
      call: (url, signal = never) => {
        const parts = {
          connections: { it: { url, token: 'token' } },
          allowed: allowedHosts('127.0.0.1, nobody.invalid'),
          patience,
        };
        return ask(new PaperlessDestination(placeOf({ connection: 'it' }, parts)), folder.path, signal);
      },
      close: () => folder.remove(),
    };
  };

const busy = { kind: 'waiting', code: 'output-busy' };
const contract = {
  // A delivery waits for its output: nothing is wrong with the recording.
  verdicts: {
    'too many requests': busy,
    'out of service': busy,
    'trouble inside': busy,
    otherwise: { kind: 'waiting', code: 'output-unreachable' },
  },
  // The gate of the output looks at the clock.
  takesDrops: 'bodies',
  patienceMs: 300,
} as const;

badServersContract('asking whether a Paperless output is there', {
  ...contract,
  open: outputs((destination, _, signal) => destination.check(signal)),
});

badServersContract('delivering to a Paperless output', {
  ...contract,
  open: outputs(async (destination, folder, signal) => {
    const request = await requestOf(folder, { 'transcript.txt': 'words' });
    return new DeliveryLog(destination).attempt(request, { signal });
  }),
});
