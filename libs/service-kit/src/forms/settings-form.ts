import type { OutputSetting, SettingKind, SettingOption } from '@throughline/contracts';

/** One setting of a type of destinations or sources, as users see it. */
export interface SettingField {
  readonly label: string;
  readonly kind: SettingKind;
  readonly required?: true;
  readonly hint?: string;
  /** The values of a choice, unless they come from the operator's configuration. */
  readonly options?: readonly SettingOption[];
  readonly depends_on?: string;
  readonly credential?: string;
  readonly other_credential?: string;
  readonly min?: number;
}

/**
 * All settings of a type of destinations or sources, by name. The type reads only these, and users see them as a form: a
 * setting that is missing here exists for neither.
 */
export type SettingsForm<Name extends string = string> = Readonly<Record<Name, SettingField>>;

/** The values of choices that the operator has configured, by the name of the setting. */
export type Choices = Readonly<Record<string, readonly SettingOption[]>>;

export const toOptions = (names: readonly string[]): readonly SettingOption[] => names.map((value) => ({ value }));

/** Returns the fields of a form, or `undefined` if a required choice has no value: nobody could complete the form. */
export function describeForm(form: SettingsForm, choices: Choices): OutputSetting[] | undefined {
  const fields = Object.entries(form).map(([key, { required, options, ...field }]): OutputSetting => {
    const values = choices[key] ?? options;
    return { key, ...field, required: required === true, ...(values === undefined ? {} : { options: [...values] }) };
  });
  const isIncomplete = fields.some(({ required, options }) => required && options?.length === 0);
  return isIncomplete ? undefined : fields;
}
