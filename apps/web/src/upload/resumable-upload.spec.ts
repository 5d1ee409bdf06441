import type { PreviousUpload } from 'tus-js-client';
import { ResumableUpload } from './resumable-upload.js';
import { NO_OPTIONS, type UploadChange, type UploadKind, type UploadTarget } from './upload.js';
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
    options = {};
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

describe('an upload of a file', () => {
  /** Begins an upload. Returns its metadata and states. */
  const begin = async (target: Partial<UploadTarget>, hash: () => Promise<string | undefined>) => {
    const states: unknown[] = [];
    let metadata: unknown;
    class Client {
      constructor(
        _: File,
        readonly options: { readonly metadata: object },
      ) {}
      findPreviousUploads = (): Promise<readonly PreviousUpload[]> => Promise.resolve([]);
      start = (): void => {
        ({ metadata } = this.options);
      };
    }
    const loadClient = () => Promise.resolve({ Upload: Client } as unknown as UploadClient);
    const onChange = ({ state }: UploadChange): void => {
      states.push(state);
    };
    await new ResumableUpload(
      file,
      { kind: 'recordings', library: 'A', options: NO_OPTIONS, ...target },
      onChange,
      loadClient,
      hash,
    ).start();
    return { metadata, states };
  };
  const hash = () => Promise.resolve('5994471abb');

  it('tells the server its hash, so that a duplicate is refused before it is sent', async () => {
    const { metadata, states } = await begin({}, hash);
    expect(metadata).toEqual({ ...uploadMetadata(file, { kind: 'recordings', options: NO_OPTIONS }), sha256: '5994471abb' });
    expect(states).toEqual(['checking', 'sending']);
  });

  it('begins without a hash if the browser has none, and if it replaces the file of an item', async () => {
    expect((await begin({}, () => Promise.resolve(undefined))).metadata).not.toHaveProperty('sha256');
    expect(await begin({ replaces: 'x' }, hash)).toMatchObject({ metadata: { replaces: 'x' }, states: [] });
    expect((await begin({ replaces: 'x' }, hash)).metadata).not.toHaveProperty('sha256');
  });
});
