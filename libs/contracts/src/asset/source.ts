import { Type } from 'typebox';

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
