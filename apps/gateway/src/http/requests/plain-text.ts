import { Matches, type ValidationOptions } from 'class-validator';

/** Accepts visible text only: PostgreSQL refuses NUL, and control characters do not belong in a title. */
export const IsPlainText = (options?: ValidationOptions): PropertyDecorator =>
  Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must not contain control characters', ...options });
