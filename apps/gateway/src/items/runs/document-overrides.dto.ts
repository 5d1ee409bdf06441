import { OCR_LANGUAGE_PATTERN, RUN_LIMITS, withItems } from '@throughline/contracts';
import { FlagField, IntegerField, ObjectField, TextField, TextsField } from '../../http/fields.js';

export class MetadataOverrides {
  @TextField('The model, of the endpoint that the server is configured with.', { ...RUN_LIMITS.model, plain: true })
  model?: string;
}

export class DocumentOverrides {
  @TextsField(
    'The languages of a scan, by their codes for text recognition: `eng`, `deu`.',
    { pattern: new RegExp(OCR_LANGUAGE_PATTERN), message: '$property must be languages such as eng or chi_sim' },
    withItems(RUN_LIMITS.languages),
  )
  languages?: string[];

  @IntegerField('A document with more pages is refused.', RUN_LIMITS.pages)
  max_pages?: number;

  @IntegerField('The largest page or image that is read without reducing it.', RUN_LIMITS.pixels)
  max_pixels?: number;

  @TextField('The pattern of its file name: `{{date}} {{sender}} {{title}}`.', { ...RUN_LIMITS.namePattern, plain: true })
  name_pattern?: string;

  @TextField('The pattern of its folder, with `/` between levels.', { max: RUN_LIMITS.folderPattern.max, plain: true })
  folder_pattern?: string;

  @FlagField('Writes the results into the PDF.')
  embed?: boolean;

  @ObjectField('How title, date and sender are found.', MetadataOverrides)
  metadata?: MetadataOverrides;
}
