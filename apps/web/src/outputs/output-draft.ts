import type { OutputSetting, OutputType, OwnOutput } from '@throughline/api-types';
import { isProblem } from '../api/problem.js';
import type { OutputContent } from './outputs-api.js';

/** An output as its form shows it. An empty text leaves a setting out. */
export interface OutputDraft {
  readonly name: string;
  readonly type: string;
  readonly credential: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The errors of the server by field: `name`, `type`, `credential_id`, or the key of a setting after `settings/`. */
export type FieldErrors = Readonly<Record<string, string>>;

export const createDraft = (type: string): OutputDraft => ({ name: '', type, credential: '', values: {} });

export const toDraft = ({ name, type, credential_id, settings }: OwnOutput): OutputDraft => ({
  name,
  type,
  credential: credential_id === null ? '' : String(credential_id),
  values: Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])),
});

const toValue = ({ kind }: OutputSetting, value: string): string | number | boolean => {
  if (kind === 'switch') return value === 'true';
  return kind === 'number' ? Number(value) : value;
};

/** Returns the settings of a form. Settings that the type does not have any more are left out. */
export function toContent({ type, credential, values }: OutputDraft, { settings: fields }: OutputType): OutputContent {
  const settings = fields.flatMap((field) => {
    const value = values[field.key]?.trim() ?? '';
    return field.kind === 'credential' || value === '' ? [] : [[field.key, toValue(field, value)] as const];
  });
  return { type, settings: Object.fromEntries(settings), credential_id: credential === '' ? null : Number(credential) };
}

/** Returns the values of a choice that exist for the other values of the form. */
export const listOptions = (
  { options = [], depends_on: parent }: OutputSetting,
  values: OutputDraft['values'],
): readonly string[] =>
  options.filter(({ of }) => of === undefined || parent === undefined || values[parent] === of).map(({ value }) => value);

/** Changes a value, and empties choices that do not have their value any more. */
export function changeValue(draft: OutputDraft, { settings: fields }: OutputType, change: OutputDraft['values']): OutputDraft {
  const values = { ...draft.values, ...change };
  const lost = fields.filter(
    (field) =>
      field.depends_on !== undefined &&
      field.depends_on in change &&
      values[field.key] !== undefined &&
      !listOptions(field, values).includes(values[field.key] ?? ''),
  );
  return { ...draft, values: { ...values, ...Object.fromEntries(lost.map(({ key }) => [key, ''])) } };
}

/** Returns the errors of single fields, if the server has refused the form for them. */
export function readFieldErrors(error: unknown): FieldErrors {
  if (!isProblem(error)) return {};
  const errors = error.document.errors ?? [];
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.replace(/^\//, ''), message]));
}

/** Returns true if the form shows every error beside its field, so that nothing else needs to explain the refusal. */
export function isShownBeside(errors: FieldErrors, { settings }: OutputType): boolean {
  const fields = ['name', 'type', 'credential_id', ...settings.map(({ key }) => `settings/${key}`)];
  const pointers = Object.keys(errors);
  return pointers.length > 0 && pointers.every((pointer) => fields.includes(pointer));
}
