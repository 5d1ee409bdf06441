import { Type, type Static } from 'typebox';
import { OCR_LANGUAGE_PATTERN, RUN_LIMITS, inRange, withItems, withLength } from './limits.js';

/** The settings for reading, naming and filing documents. `documentSettingsOf` of the domain has the defaults. */
export const DocumentConfigSchema = Type.Object({
  /** Possible languages of a scan, as Tesseract names them: `eng`, `deu`, `chi_sim`. */
  languages: Type.Optional(Type.Array(Type.String({ pattern: OCR_LANGUAGE_PATTERN }), withItems(RUN_LIMITS.languages))),
  max_pages: Type.Optional(Type.Integer(inRange(RUN_LIMITS.pages))),
  /**
   * The limit for one page or image. A larger one is scaled down before it is read, or refused if scaling needs too much
   * memory.
   */
  max_pixels: Type.Optional(Type.Integer(inRange(RUN_LIMITS.pixels))),
  /** The file name without its extension: `{{date}} {{sender}} {{title}}`. */
  name_pattern: Type.Optional(Type.String(withLength(RUN_LIMITS.namePattern))),
  /** The folder, with `/` between its levels. Empty: none. */
  folder_pattern: Type.Optional(Type.String({ maxLength: RUN_LIMITS.folderPattern.max })),
  embed: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(
    Type.Object({
      /** The model of the endpoint that this server is configured with. */
      model: Type.Optional(Type.String(withLength(RUN_LIMITS.model))),
    }),
  ),
});
export type DocumentConfig = Static<typeof DocumentConfigSchema>;
