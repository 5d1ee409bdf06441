import { defaultOptions, Upload } from 'tus-js-client';
import { csrfHeaders } from '../api/client.js';
import type { UploadView } from './upload.js';

/** As long as the server keeps what has arrived. */
const KEPT_MS = 24 * 3_600_000;

export interface LeftUpload {
  readonly view: UploadView;
  readonly url: string | null;
}

/** Uploads that an earlier page has left. Their files have to be chosen again: a page may not open them by itself. */
export async function leftUploads(now: number): Promise<readonly LeftUpload[]> {
  const all = await defaultOptions.urlStorage.findAllUploads();
  return all
    .filter(({ creationTime }) => now - Date.parse(creationTime) < KEPT_MS)
    .map(({ urlStorageKey, metadata, size, uploadUrl }) => ({
      url: uploadUrl,
      view: {
        key: urlStorageKey,
        name: metadata['filename'] ?? '',
        kind: metadata['pipeline'] === 'document' ? 'documents' : 'recordings',
        size: size ?? 0,
        sent: 0,
        state: 'interrupted',
      },
    }));
}

/** Forgets one, here and at the server. */
export async function forgetLeft({ view, url }: LeftUpload): Promise<void> {
  await defaultOptions.urlStorage.removeUpload(view.key);
  if (url === null) return;
  const onBeforeRequest = (request: { setHeader(name: string, value: string): void }): void => {
    for (const [name, value] of Object.entries(csrfHeaders())) request.setHeader(name, value);
  };
  // Where that fails it expires by itself.
  await Upload.terminate(url, { onBeforeRequest, retryDelays: [] }).catch(() => undefined);
}
