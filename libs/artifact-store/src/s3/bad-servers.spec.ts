import { Buffer } from 'node:buffer';
import { Buckets } from '@throughline/bucket';
import { badServersContract, type OutgoingCalls } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import { openFolderArtifactStore } from '../artifact-store.folder.js';
import { S3ArtifactStore } from '../artifact-store.s3.js';

type Ask = (store: S3ArtifactStore, signal?: AbortSignal) => Promise<unknown>;

const stores =
  (ask: Ask) =>
  async (patienceMs: number): Promise<OutgoingCalls> => {
    const folder = await tempDir();
    const local = await openFolderArtifactStore(folder.path);
    const opened: Buckets[] = [];
    return {
      call: (endpoint, signal) => {
        const connection = { endpoint, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' };
        const patience = { connectMs: patienceMs, idleMs: patienceMs, wholeMs: 2 * patienceMs };
        const buckets = new Buckets({ it: connection }, patience);
        opened.push(buckets);
        return ask(new S3ArtifactStore(buckets.open({ connection: 'it', bucket: 'bucket', prefix: '' }), local), signal);
      },
      close: async () => {
        for (const each of opened) each.close();
        await folder.remove();
      },
    };
  };

/** The work waits for its own store. */
const away = { kind: 'waiting', code: 'store-away' };
const contract = {
  verdicts: {
    'nobody there': away,
    'unknown name': away,
    'no handshake': away,
    silence: away,
    drops: away,
    'a broken line': away,
    'too many requests': away,
    'out of service': away,
    'trouble inside': away,
  },
  reads: 'heads',
  patienceMs: 300,
} as const;

badServersContract('storing in a bucket', {
  ...contract,
  open: stores((store, signal) => store.put('a/b', Buffer.from('content'), signal === undefined ? {} : { signal })),
});

badServersContract('fetching from a bucket', { ...contract, open: stores((store, signal) => store.materialize('a/b', signal)) });
