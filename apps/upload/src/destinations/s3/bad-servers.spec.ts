import type { Buckets } from '@throughline/bucket';
import { impatientBuckets } from '@throughline/bucket/testing';
import { badServersContract, type OutgoingCalls } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { S3Destination } from './s3-destination.js';

type Ask = (destination: S3Destination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;

const outputs =
  (ask: Ask) =>
  async (patienceMs: number): Promise<OutgoingCalls> => {
    const folder = await tempDir();
    const opened: Buckets[] = [];
    return {
      call: (endpoint, signal = never) => {
        const buckets = impatientBuckets(endpoint, patienceMs);
        opened.push(buckets);
        const destination = new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out' }, buckets);
        return ask(destination, folder.path, signal);
      },
      close: async () => {
        for (const each of opened) each.close();
        await folder.remove();
      },
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
  patienceMs: 300,
};

badServersContract('asking whether an S3 output is there', {
  ...contract,
  open: outputs((destination, _, signal) => destination.check(signal)),
});

badServersContract('delivering to an S3 output', {
  ...contract,
  open: outputs(async (destination, folder, signal) => {
    const request = await requestOf(folder, { 'words.srt': 'words' });
    return new DeliveryLog(destination).attempt(request, { signal });
  }),
});
