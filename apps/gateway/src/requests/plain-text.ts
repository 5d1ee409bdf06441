import { Matches, type ValidationOptions } from 'class-validator';

/** Visible text: PostgreSQL takes no NUL, and control characters have no place in a title. */
export const IsPlainText = (options?: ValidationOptions): PropertyDecorator =>
  Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must not contain control characters', ...options });
