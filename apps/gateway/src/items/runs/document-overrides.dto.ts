import { FlagField, IntegerField, ObjectField, TextField, TextsField } from '../../http/fields.js';

export class MetadataOverrides {
  @TextField('The model, of the endpoint that the server is configured with.', { min: 1, max: 200, plain: true })
  model?: string;
}

export class DocumentOverrides {
  @TextsField(
    'The languages of a scan, by their codes for text recognition: `eng`, `deu`.',
    { pattern: /^[a-z]{3}(_[a-z]{1,10}){0,2}$/, message: '$property must be languages such as eng or chi_sim' },
    { minItems: 1, maxItems: 10 },
  )
  languages?: string[];

  @IntegerField('A document with more pages is refused.', { min: 1, max: 10_000 })
  max_pages?: number;

  @IntegerField('The largest page or image that is read without reducing it.', { min: 10_000, max: 1_000_000_000 })
  max_pixels?: number;

  @TextField('The pattern of its file name: `{{date}} {{sender}} {{title}}`.', { min: 1, max: 300, plain: true })
  name_pattern?: string;

  @TextField('The pattern of its folder, with `/` between levels.', { max: 300, plain: true })
  folder_pattern?: string;

  @FlagField('Writes the results into the PDF.')
  embed?: boolean;

  @ObjectField('How title, date and sender are found.', MetadataOverrides)
  metadata?: MetadataOverrides;
}
