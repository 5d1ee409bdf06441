import type { TLocalizedValidationError } from 'typebox/error';

/** What a schema says against a value, in words that help: an enumeration names what it takes. Never the value, which may be a secret. */
export const schemaWords = (error: TLocalizedValidationError): string =>
  error.keyword === 'enum' ? `must be one of: ${error.params.allowedValues.map(String).join(', ')}` : error.message;
