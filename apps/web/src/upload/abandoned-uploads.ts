import type { UrlStorage } from 'tus-js-client';
import { csrfHeaders } from '../api/client.js';
import { NO_OPTIONS, type UploadKind, type UploadOptions, type UploadView } from './upload.js';
import { loadUploadClient } from './upload-client.js';
import { optionFields } from './upload-metadata.js';

/** Time for which the server keeps an unfinished upload. */
const KEPT_MS = 24 * 3_600_000;

export interface AbandonedUpload {
  readonly view: UploadView;
  readonly url: string | null;
}

/** Returns the kind of item that a stored upload becomes. */
export const kindOfStored = ({ pipeline }: Readonly<Record<string, string>>): UploadKind =>
  pipeline === 'document' ? 'documents' : 'recordings';

interface FingerprintTarget {
  readonly library: string;
  readonly replaces?: string | undefined;
  readonly options?: UploadOptions;
}

/**
 * Tells apart the uploads of the same file to several libraries, as a new item, and for an item. The server keeps the options of an
 * upload from its start, so the same file with other options is another upload (ADR-0124). The kind is compared with the stored
 * metadata instead (`kindOfStored`), so that documents whose upload an earlier version began continue too.
 */
export function fingerprintOf(
  { name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>,
  { library, replaces = '', options = NO_OPTIONS }: FingerprintTarget,
): string {
  const chosen = Object.values(optionFields(options));
  return ['throughline', library, replaces, name, String(size), String(lastModified), ...chosen].join('/');
}

/** `tus::` is the prefix of the tus client. */
const startOfKeys = (library: string): string => `tus::throughline/${library}/`;

/** Browsers throw if the user forbids storage, for example in a private window. */
function listStoredKeys(): readonly string[] {
  try {
    return Object.keys(window.localStorage);
  } catch {
    return [];
  }
}

/** Returns nothing if the browser remembers no upload to the library: most pages then never need the client of uploads. */
async function openStorage(library: string): Promise<UrlStorage | undefined> {
  if (!listStoredKeys().some((key) => key.startsWith(startOfKeys(library)))) return undefined;
  const client = await loadUploadClient().catch(() => undefined);
  return client?.defaultOptions.urlStorage;
}

/**
 * Returns uploads to a library that an earlier page did not finish. The user must choose their files again, because a page cannot
 * open files by itself.
 */
export async function findAbandonedUploads(
  library: string,
  now: number,
  stored?: Pick<UrlStorage, 'findAllUploads'>,
): Promise<readonly AbandonedUpload[]> {
  const all = (await (stored ?? (await openStorage(library)))?.findAllUploads()) ?? [];
  return all
    .filter(({ urlStorageKey }) => urlStorageKey.startsWith(startOfKeys(library)))
    .filter(({ creationTime }) => now - Date.parse(creationTime) < KEPT_MS)
    .map(({ urlStorageKey, metadata, size, uploadUrl }) => ({
      url: uploadUrl,
      view: {
        key: urlStorageKey,
        name: metadata['filename'] ?? '',
        path: metadata['filename'] ?? '',
        kind: kindOfStored(metadata),
        size: size ?? 0,
        sent: 0,
        state: 'interrupted',
        replaces: metadata['replaces'],
        options: { language: metadata['language'] ?? '', template: metadata['template_id'] ?? '' },
      },
    }));
}

export async function removeAbandonedUpload({ view, url }: AbandonedUpload): Promise<void> {
  const { defaultOptions, Upload } = await loadUploadClient();
  await defaultOptions.urlStorage.removeUpload(view.key);
  if (url === null) return;
  const onBeforeRequest = (request: { setHeader(name: string, value: string): void }): void => {
    for (const [name, value] of Object.entries(csrfHeaders())) request.setHeader(name, value);
  };
  // If the request fails, the server removes the upload when it expires.
  await Upload.terminate(url, { onBeforeRequest, retryDelays: [] }).catch(() => undefined);
}
