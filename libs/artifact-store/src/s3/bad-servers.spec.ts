import type { Buckets } from '@throughline/bucket';
import { createShortTimeoutBuckets } from '@throughline/bucket/testing';
import { badServersContract, type OutgoingAdapter } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import { openFolderArtifactStore } from '../artifact-store.folder.js';
import { S3ArtifactStore } from '../artifact-store.s3.js';

type Ask = (store: S3ArtifactStore, signal?: AbortSignal) => Promise<unknown>;

const stores =
  (ask: Ask) =>
  async (timeoutMs: number): Promise<OutgoingAdapter> => {
    const folder = await tempDir();
    const local = await openFolderArtifactStore(folder.path);
    const opened: Buckets[] = [];
    return {
      call: (endpoint, signal) => {
        const buckets = createShortTimeoutBuckets(endpoint, timeoutMs);
        opened.push(buckets);
        return ask(new S3ArtifactStore(buckets.open({ connection: 'it', bucket: 'bucket', prefix: '' }), local), signal);
      },
      close: async () => {
        for (const each of opened) each.close();
        await folder.remove();
      },
    };
  };

const contract = {
  // Work that needs this installation's own store waits for it.
  verdicts: { otherwise: { kind: 'waiting', code: 'store-away' } },
  reads: 'heads',
  timeoutMs: 300,
} as const;

badServersContract('storing in a bucket', {
  ...contract,
  open: stores((store, signal) => store.put('a/b', Buffer.from('content'), signal === undefined ? {} : { signal })),
});

badServersContract('fetching from a bucket', { ...contract, open: stores((store, signal) => store.materialize('a/b', signal)) });
