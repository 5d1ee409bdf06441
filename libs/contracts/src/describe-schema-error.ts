import type { TLocalizedValidationError } from 'typebox/error';

/**
 * Returns a readable message for a schema error; for an enumeration it lists the allowed values. Never repeats the value, which
 * may be a secret.
 */
export const describeSchemaError = (error: TLocalizedValidationError): string =>
  error.keyword === 'enum' ? `must be one of: ${error.params.allowedValues.map(String).join(', ')}` : error.message;
