import type { PagesSource } from '../asset/source.js';

/** Returns a source that is pages of a document. */
export const samplePages = (id: string, sha256: string): PagesSource => ({
  kind: 'pages',
  documents: [
    {
      id,
      key: `uploads/${id}/source`,
      size: 1_802_240,
      sha256,
      pages: [
        { from: 1, to: 3, rotate: 90 },
        { from: 5, to: 5 },
      ],
    },
  ],
});
