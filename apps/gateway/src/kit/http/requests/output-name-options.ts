import { OUTPUT_NAME_PATTERN } from '@throughline/contracts';
import type { TextOptions } from '../fields.js';

/** The rules of a field that holds names of outputs. */
export const OUTPUT_NAME_OPTIONS: TextOptions = {
  pattern: new RegExp(OUTPUT_NAME_PATTERN),
  message: '$property: the name of an output is up to 40 small letters, digits, _ and -, and begins with a letter or digit',
};
