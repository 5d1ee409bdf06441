import { Type, type Static } from 'typebox';

/** How documents are read, named and kept. What is left out is as `documentSettingsOf` of the domain says. */
export const DocumentConfigSchema = Type.Object({
  /** Languages that a scan may be written in, as the recognition names them: `eng`, `deu`, `chi_sim`. */
  languages: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]{3}(_[a-z]{1,10}){0,2}$' }), { minItems: 1, maxItems: 10 })),
  /** A document with more pages is not read. */
  max_pages: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** Of one page or image: a larger one is scaled down before it is read, or refused where that takes too much. */
  max_pixels: Type.Optional(Type.Integer({ minimum: 10_000, maximum: 1_000_000_000 })),
  /** File name under which it is kept, without its extension: `{{date}} {{sender}} {{title}}`. */
  name_pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  /** Folder in which it is kept, `/` between its levels; empty: none. */
  folder_pattern: Type.Optional(Type.String({ maxLength: 300 })),
  /** Write what was found into the PDF. */
  embed: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(
    Type.Object({
      /** Of the endpoint that this server is set up with. */
      model: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    }),
  ),
});
export type DocumentConfig = Static<typeof DocumentConfigSchema>;
