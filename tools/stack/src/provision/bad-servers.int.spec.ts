import { join } from 'node:path';
import { badServersContract, type OutgoingAdapter, type OutgoingContract } from '@throughline/outgoing/testing';
import { startProxy } from '#testing/local-server.js';
import { tempDir } from '#testing/until.js';
import { fetchWhisperModel } from '../models/fetch-model.js';
import { downloadPinned } from './download.js';
import { httpGet } from './http-get.js';

const contract: Omit<OutgoingContract, 'open'> = {
  verdicts: { otherwise: { kind: 'download-failed', code: undefined } },
  handsOnNoWaits: true,
};

/** The download of every program with a pinned checksum, e.g. NATS. */
async function downloads(timeoutMs: number, env: NodeJS.ProcessEnv, close: () => Promise<void>): Promise<OutgoingAdapter> {
  const folder = await tempDir();
  return {
    call: (origin, signal) =>
      downloadPinned({ url: `${origin}/release.tar.gz`, sha256: '0'.repeat(64) }, join(folder.path, 'file'), {
        get: (url, options) => httpGet(url, { ...options, idleMs: timeoutMs }),
        env,
        timeoutMs: 2 * timeoutMs,
        signal,
      }),
    close: async () => {
      await Promise.all([close(), folder.remove()]);
    },
  };
}

badServersContract('a pinned download', {
  ...contract,
  open: (timeoutMs) => downloads(timeoutMs, {}, () => Promise.resolve()),
});

badServersContract('a pinned download, behind a proxy', {
  ...contract,
  open: async (timeoutMs) => {
    const proxy = await startProxy();
    return downloads(timeoutMs, { https_proxy: proxy.url }, () => proxy.close());
  },
});

badServersContract('the download of a model', {
  ...contract,
  open: async (timeoutMs) => {
    const folder = await tempDir();
    return {
      call: (origin, signal) =>
        fetchWhisperModel(
          { model: 'tiny', pinned: { url: `${origin}/ggml-tiny.bin`, sha256: '0'.repeat(64) } },
          { folder: folder.path, env: {}, idleMs: timeoutMs, timeoutMs: 2 * timeoutMs, signal },
        ),
      close: () => folder.remove(),
    };
  },
});
