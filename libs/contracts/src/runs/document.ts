import { Type, type Static } from 'typebox';

/** The settings for reading, naming and filing documents. `documentSettingsOf` of the domain has the defaults. */
export const DocumentConfigSchema = Type.Object({
  /** Possible languages of a scan, as Tesseract names them: `eng`, `deu`, `chi_sim`. */
  languages: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]{3}(_[a-z]{1,10}){0,2}$' }), { minItems: 1, maxItems: 10 })),
  max_pages: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /**
   * The limit for one page or image. A larger one is scaled down before it is read, or refused if scaling needs too much
   * memory.
   */
  max_pixels: Type.Optional(Type.Integer({ minimum: 10_000, maximum: 1_000_000_000 })),
  /** The file name without its extension: `{{date}} {{sender}} {{title}}`. */
  name_pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  /** The folder, with `/` between its levels. Empty: none. */
  folder_pattern: Type.Optional(Type.String({ maxLength: 300 })),
  embed: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(
    Type.Object({
      /** The model of the endpoint that this server is configured with. */
      model: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    }),
  ),
});
export type DocumentConfig = Static<typeof DocumentConfigSchema>;
