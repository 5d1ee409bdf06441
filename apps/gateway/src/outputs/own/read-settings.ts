import { OUTPUT_LIMITS, type OutputConfig, type OutputSetting, type OutputType, type SettingKind } from '@throughline/contracts';
import type { FieldProblem } from '../../kit/http/problems/problem.js';

type Value = OutputConfig['settings'][string];
type Settings = Readonly<Record<string, unknown>>;
/** The things whose types have forms. */
export type SettingsOwners = 'outputs' | 'sources';

/** PostgreSQL refuses NUL, and no destination takes other control characters. */
const IS_PLAIN = /^[^\p{Cc}\p{Cs}]*$/u;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= OUTPUT_LIMITS.value && IS_PLAIN.test(value);

/** Returns the values of a choice, which may depend on another setting. */
const optionsFor = ({ options = [], depends_on }: OutputSetting, settings: Settings): readonly string[] =>
  options
    .filter(({ of }) => of === undefined || depends_on === undefined || settings[depends_on] === of)
    .map(({ value }) => value);

type Rule = (value: unknown, field: OutputSetting, settings: Settings) => string | undefined;

const checkText: Rule = (value) =>
  isText(value) ? undefined : `must be a text of up to ${String(OUTPUT_LIMITS.value)} visible characters`;

/** Each rule returns the violation, if there is one. */
const RULES: Readonly<Record<SettingKind, Rule>> = {
  text: checkText,
  list: checkText,
  choice: (value, field, settings) => {
    const options = optionsFor(field, settings);
    return options.some((option) => option === value)
      ? undefined
      : `must be one of: ${options.join(', ') || 'none is available'}`;
  },
  switch: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  number: (value, { min = 0 }) =>
    Number.isSafeInteger(value) && Number(value) >= min ? undefined : `must be a whole number of at least ${String(min)}`,
  credential: () => 'is not a setting: name the credential as `credential_id`',
};

/** Checks settings by the form of their type. Empty texts count as missing, as in a form. */
export function readSettings(
  settings: Settings,
  { type, settings: fields }: OutputType,
  things: SettingsOwners = 'outputs',
): { readonly settings: OutputConfig['settings'] } | { readonly problems: readonly FieldProblem[] } {
  const present = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
  const problems: FieldProblem[] = [];
  for (const [key, value] of Object.entries(present)) {
    const field = fields.find((one) => one.key === key);
    const violation =
      field === undefined
        ? `is not a setting of ${things} of the type ${type}; these are: ${fields.map((one) => one.key).join(', ')}`
        : RULES[field.kind](value, field, present);
    if (violation !== undefined) problems.push({ pointer: `/settings/${key}`, message: violation });
  }
  for (const { key, kind, required } of fields)
    if (required && kind !== 'credential' && !Object.hasOwn(present, key))
      problems.push({ pointer: `/settings/${key}`, message: 'is needed' });
  // Every value has passed the check of its kind.
  return problems.length > 0 ? { problems } : { settings: present as Readonly<Record<string, Value>> };
}
