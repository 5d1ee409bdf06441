import { findAbandonedUploads, fingerprintOf } from './abandoned-uploads.js';
import { uploadMetadata } from './upload-metadata.js';

const file = { name: 'talk.mp4', size: 5, lastModified: 1 };

describe('the fingerprint of an upload', () => {
  it('differs for other options, so that no upload continues with those of an earlier one', () => {
    const prints = [
      undefined,
      { language: 'nl', template: '' },
      { language: '', template: '7' },
      { language: 'nl', template: '7' },
    ].map((options) => fingerprintOf(file, { library: 'A', ...(options && { options }) }));
    expect(new Set(prints).size).toBe(4);
  });

  it('differs for another library and for another item, so that no upload continues there', () => {
    const prints = [{ library: 'A' }, { library: 'B' }, { library: 'A', replaces: '7' }].map((target) =>
      fingerprintOf(file, target),
    );
    expect(new Set(prints).size).toBe(3);
  });
});

describe('unfinished uploads', () => {
  it('are shown only in their library', async () => {
    const uploadOf = (library: string) => ({
      urlStorageKey: `tus::${fingerprintOf(file, { library })}::1`,
      metadata: { filename: `to ${library}` },
      size: 5,
      creationTime: new Date(0).toISOString(),
      uploadUrl: null,
      parallelUploadUrls: null,
    });
    const all = [uploadOf('A'), uploadOf('AB'), uploadOf('B')];
    const found = await findAbandonedUploads('A', 1_000, { findAllUploads: () => Promise.resolve(all) });
    expect(found.map(({ view }) => view.name)).toEqual(['to A']);
  });

  it('keep the language and the template that were chosen for them', async () => {
    const options = { language: 'nl', template: '7' };
    const stored = {
      urlStorageKey: `tus::${fingerprintOf(file, { library: 'A', options })}::1`,
      metadata: { ...uploadMetadata({ name: 'talk.mp4', type: '' }, { kind: 'recordings', options }) },
      size: 5,
      creationTime: new Date(0).toISOString(),
      uploadUrl: null,
      parallelUploadUrls: null,
    };
    const [found] = await findAbandonedUploads('A', 1_000, { findAllUploads: () => Promise.resolve([stored]) });
    expect(found?.view.options).toEqual(options);
  });
});

describe('a browser that forbids storage', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'window');
  });

  it('has no unfinished uploads', async () => {
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'window', {
      configurable: true,
      value: Object.defineProperty({}, 'localStorage', { get: refuse }),
    });
    expect(await findAbandonedUploads('A', 1_000)).toEqual([]);
  });
});
