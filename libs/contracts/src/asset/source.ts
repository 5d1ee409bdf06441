import { Type, type Static } from 'typebox';

/** An uploaded source file. `key` is its key in the artifact store. */
export const UploadSource = Type.Object({
  kind: Type.Literal('upload'),
  key: Type.String({ minLength: 1 }),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  mediaType: Type.String(),
});

/**
 * A source that the ingest service fetches by itself: a kind from its registry and that kind's settings. Never holds a secret.
 */
export const FetchedSource = Type.Object({
  kind: Type.String({ pattern: '^(?!upload$)[a-z][a-z0-9_]{0,29}$' }),
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});

/** Pages that follow each other, and the degrees by which they are turned clockwise. */
export const PageRangeSchema = Type.Object({
  from: Type.Integer({ minimum: 1 }),
  to: Type.Integer({ minimum: 1 }),
  rotate: Type.Optional(Type.Union([Type.Literal(90), Type.Literal(180), Type.Literal(270)])),
});
export type PageRange = Static<typeof PageRangeSchema>;

/**
 * Pages of stored documents. The file of each is the one that the registration saw: a later file of the document changes nothing.
 */
export const PagesSource = Type.Object({
  kind: Type.Literal('pages'),
  documents: Type.Array(
    Type.Object({
      id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
      key: Type.String({ minLength: 1 }),
      size: Type.Integer({ minimum: 0 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      /** Absent: all pages, as they are. */
      pages: Type.Optional(Type.Array(PageRangeSchema, { minItems: 1 })),
    }),
    { minItems: 1 },
  ),
});
export type PagesSource = Static<typeof PagesSource>;
/** One document of a {@link PagesSource}. */
export type PagesOrigin = PagesSource['documents'][number];
