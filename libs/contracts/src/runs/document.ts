import { Type, type Static } from 'typebox';
import { OCR_LANGUAGE_PATTERN, RUN_LIMITS, inRange, withItems, withLength } from './limits.js';
import { setting } from './setting.js';

/** The settings for reading, naming and filing documents. `documentSettingsOf` of the domain has the defaults. */
export const DocumentConfigSchema = Type.Object({
  languages: Type.Optional(
    Type.Array(Type.String({ pattern: OCR_LANGUAGE_PATTERN }), {
      ...withItems(RUN_LIMITS.languages),
      ...setting('The languages of a scan, by their codes for text recognition: `eng`, `deu`.', {
        message: '$property must be languages such as eng or chi_sim',
      }),
    }),
  ),
  max_pages: Type.Optional(Type.Integer({ ...inRange(RUN_LIMITS.pages), ...setting('A document with more pages is refused.') })),
  /** A larger page is refused if scaling it down needs too much memory. */
  max_pixels: Type.Optional(
    Type.Integer({
      ...inRange(RUN_LIMITS.pixels),
      ...setting('The largest page or image that is read without reducing it.'),
    }),
  ),
  /** Without the extension. */
  name_pattern: Type.Optional(
    Type.String({
      ...withLength(RUN_LIMITS.namePattern),
      ...setting('The pattern of its file name: `{{date}} {{sender}} {{title}}`.', { plain: true }),
    }),
  ),
  /** Empty: none. */
  folder_pattern: Type.Optional(
    Type.String({
      maxLength: RUN_LIMITS.folderPattern.max,
      ...setting('The pattern of its folder, with `/` between levels.', { plain: true }),
    }),
  ),
  embed: Type.Optional(Type.Boolean(setting('Writes the results into the PDF.'))),
  metadata: Type.Optional(
    Type.Object({
      model: Type.Optional(
        Type.String({
          ...withLength(RUN_LIMITS.model),
          ...setting('The model, of the endpoint that the server is configured with.', { plain: true }),
        }),
      ),
    }),
  ),
});
export type DocumentConfig = Static<typeof DocumentConfigSchema>;
