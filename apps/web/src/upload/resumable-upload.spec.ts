import type { PreviousUpload } from 'tus-js-client';
import { ResumableUpload } from './resumable-upload.js';
import { NO_OPTIONS, type UploadKind } from './upload.js';
import type { UploadClient } from './upload-client.js';
import { uploadMetadata } from './upload-metadata.js';

const file = new File(['12345'], 'scan.bin', { lastModified: 1 });

const unfinished = (kind: UploadKind, day: number): PreviousUpload => ({
  urlStorageKey: kind,
  metadata: { ...uploadMetadata(file, { kind, options: NO_OPTIONS }) },
  size: file.size,
  creationTime: new Date(day * 86_400_000).toISOString(),
  uploadUrl: `/uploads/${kind}`,
  parallelUploadUrls: null,
});

/** Starts an upload in a browser that remembers these uploads of the file. Returns the one that it continues. */
async function continueUpload(kind: UploadKind, ...stored: readonly PreviousUpload[]): Promise<string | undefined> {
  let resumed: string | undefined;
  class Client {
    findPreviousUploads = (): Promise<readonly PreviousUpload[]> => Promise.resolve(stored);
    resumeFromPreviousUpload = ({ urlStorageKey }: PreviousUpload): void => {
      resumed = urlStorageKey;
    };
    start = (): void => undefined;
  }
  const client = { Upload: Client } as unknown as UploadClient;
  const target = { kind, library: 'A', options: NO_OPTIONS };
  await new ResumableUpload(
    file,
    target,
    () => undefined,
    () => Promise.resolve(client),
  ).start();
  return resumed;
}

describe('an upload of a file that has unfinished uploads', () => {
  const [recording, document] = [unfinished('recordings', 1), unfinished('documents', 2)];

  it.each(['recordings', 'documents'] as const)('continues that of %s, whichever began last', async (kind) => {
    expect(await continueUpload(kind, recording, document)).toBe(kind);
  });

  it('begins anew if only an upload of the other kind is unfinished', async () => {
    expect(await continueUpload('documents', recording)).toBeUndefined();
    expect(await continueUpload('recordings', document)).toBeUndefined();
  });
});
