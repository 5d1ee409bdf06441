import { NO_OPTIONS } from './upload.js';
import { Uploads } from './uploads.js';

const file = new File(['12345'], 'scan.bin', { lastModified: 1 });

describe('the uploads of a page', () => {
  it('send a file once for each kind, and not twice for the same one', () => {
    const uploads = new Uploads(() => undefined);
    for (const kind of ['recordings', 'documents', 'documents'] as const) uploads.add([{ key: kind, file, kind }], NO_OPTIONS);
    expect(uploads.views().map(({ kind }) => kind)).toEqual(['documents', 'recordings']);
    uploads.stop();
  });
});
