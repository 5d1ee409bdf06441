import type { OutputSetting, OutputType, OwnOutput } from '@throughline/api-client';
import { toFlag, toSwitch, type SwitchState } from '../controls/switch-state.js';

/** The settings of an output or a source, as the API reads them. */
export type TypedContent = Pick<OwnOutput, 'type' | 'settings' | 'credential_id'>;

/** The settings of a type as a form shows them. An empty text leaves a setting out. */
export interface SettingsDraft {
  readonly type: string;
  readonly credential: string;
  readonly values: Readonly<Record<string, string>>;
}

export const createSettings = (type: string): SettingsDraft => ({ type, credential: '', values: {} });

export const toSettingsDraft = ({ type, credential_id, settings }: TypedContent): SettingsDraft => ({
  type,
  credential: credential_id === null ? '' : String(credential_id),
  values: Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, typeof value === 'boolean' ? toSwitch(value) : String(value)]),
  ),
});

const toValue = ({ kind }: OutputSetting, value: string): string | number | boolean => {
  if (kind === 'switch') return toFlag(value as SwitchState) === true;
  return kind === 'number' ? Number(value) : value;
};

/** Returns the settings of a form. Settings that the type does not have any more are left out. */
export function toContent({ type, credential, values }: SettingsDraft, { settings: fields }: OutputType): TypedContent {
  const settings = fields.flatMap((field) => {
    const value = values[field.key]?.trim() ?? '';
    return field.kind === 'credential' || value === '' ? [] : [[field.key, toValue(field, value)] as const];
  });
  return { type, settings: Object.fromEntries(settings), credential_id: credential === '' ? null : Number(credential) };
}

/** Returns the values of a choice that exist for the other values of the form. */
export const listOptions = (
  { options = [], depends_on: parent }: OutputSetting,
  values: SettingsDraft['values'],
): readonly string[] =>
  options.filter(({ of }) => of === undefined || parent === undefined || values[parent] === of).map(({ value }) => value);

/** Changes a value, and empties choices that do not have their value any more. */
export function changeValue<D extends SettingsDraft>(
  draft: D,
  { settings: fields }: OutputType,
  change: SettingsDraft['values'],
): D {
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
