import type { OutputType } from '@throughline/api-client';
import { isProblem } from '../api/problem.js';

/** The errors of the server by field: `name`, `type`, `credential_id`, or the key of a setting after `settings/`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Returns the errors of single fields, if the server has refused the form for them. */
export function readFieldErrors(error: unknown): FieldErrors {
  if (!isProblem(error)) return {};
  const errors = error.document.errors ?? [];
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]));
}

/**
 * Returns true if the form shows every error beside its field, so that nothing else needs to explain the refusal. `own` names
 * the fields that are no settings of the type.
 */
export function isShownBeside(errors: FieldErrors, { settings }: OutputType, own: readonly string[]): boolean {
  const fields = ['type', 'credential_id', ...own, ...settings.map(({ key }) => `settings/${key}`)];
  const pointers = Object.keys(errors);
  return pointers.length > 0 && pointers.every((pointer) => fields.includes(pointer));
}
