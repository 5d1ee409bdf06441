import { IsIn, IsOptional, IsString, Length, ValidateBy } from 'class-validator';
import { IsPlainText } from '../../requests/plain-text.js';
import { LONGEST_TITLE } from './file-name.js';

const FLAGS = ['true', 'false'];

const isLanguage = (value: unknown): boolean => {
  if (value === 'auto') return true;
  if (typeof value !== 'string' || value.length < 2 || value.length > 35) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
};

export const IsLanguage = (): PropertyDecorator =>
  ValidateBy({
    name: 'isLanguage',
    validator: { validate: isLanguage, defaultMessage: () => `$property must be 'auto' or a BCP 47 tag such as en or pt-BR` },
  });

/** The fields of the registration form beside the file. Everything in a form is text. */
export class RegisterFields {
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_TITLE)
  @IsPlainText()
  title?: string;

  @IsOptional()
  @IsLanguage()
  language = 'auto';

  /** Start a run at once. */
  @IsOptional()
  @IsIn(FLAGS)
  run = 'false';

  @IsOptional()
  @IsIn(FLAGS)
  is_mapped = 'true';

  @IsOptional()
  @IsIn(FLAGS)
  allow_duplicate = 'false';

  /** JSON, as in the body of `/run`. */
  @IsOptional()
  @IsString()
  processing_config?: string;

  @IsOptional()
  @IsString()
  output_config?: string;
}
