import { useQuery } from '@tanstack/react-query';
import type { OutputSetting, OutputType } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { SwitchChoice } from '../controls/SwitchChoice.js';
import type { SwitchState } from '../controls/switch-state.js';
import { credentialsQuery } from '../credentials/credentials-api.js';
import { text } from '../texts/text.js';
import type { FieldErrors } from './field-errors.js';
import { changeValue, listOptions, type SettingsDraft } from './settings-draft.js';

const words = text.typedSettings;
/** The limit of the server for one text. */
const LONGEST = 1_000;

export type Option = readonly [value: string, label: string];

/** Keeps the chosen value in the list even if it is no longer available, so that the form does not change it silently. */
export const withChosen = (options: readonly Option[], chosen: string): readonly Option[] =>
  chosen === '' || options.some(([value]) => value === chosen) ? options : [...options, [chosen, words.goneValue(chosen)]];

interface OneProps {
  readonly field: OutputSetting;
  readonly draft: SettingsDraft;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function ChoiceSetting({ field, draft, error, onChange }: OneProps): ReactElement {
  const value = draft.values[field.key] ?? '';
  const options = listOptions(field, draft.values).map((one): Option => [one, one]);
  return (
    <Choice
      label={field.label}
      hint={field.hint}
      error={error}
      required={field.required}
      options={[['', field.required ? words.choose : words.usual], ...withChosen(options, value)]}
      value={value}
      onChange={onChange}
    />
  );
}

/** Offers the credentials of the type that the setting needs. */
function CredentialSetting({ field, draft, error, onChange }: OneProps): ReactElement {
  const { data = [] } = useQuery(credentialsQuery);
  const fitting = data.filter(
    ({ type }) => field.credential === undefined || type === field.credential || type === field.other_credential,
  );
  const options = fitting.map(({ id, name }): Option => [String(id), name]);
  return (
    <Choice
      label={field.label}
      hint={field.hint === undefined ? words.credentialHint : `${field.hint} ${words.credentialHint}`}
      error={error}
      required={field.required}
      options={[['', field.required ? words.choose : words.noCredential], ...withChosen(options, draft.credential)]}
      value={draft.credential}
      onChange={onChange}
    />
  );
}

function TextSetting({ field, draft, error, onChange }: OneProps): ReactElement {
  const { key, kind, label, hint, required, min } = field;
  const limits = kind === 'number' ? ({ type: 'number', min: min ?? 0, step: 1 } as const) : { maxLength: LONGEST };
  return (
    <Field
      label={label}
      hint={hint ?? (kind === 'list' ? words.listHint : undefined)}
      error={error}
      required={required}
      {...limits}
      value={draft.values[key] ?? ''}
      onChange={onChange}
    />
  );
}

function One(props: OneProps): ReactElement {
  const { field, draft, error, onChange } = props;
  switch (field.kind) {
    case 'choice':
      return <ChoiceSetting {...props} />;
    case 'credential':
      return <CredentialSetting {...props} />;
    case 'switch':
      return (
        <SwitchChoice
          label={field.label}
          hint={field.hint}
          error={error}
          value={(draft.values[field.key] ?? '') as SwitchState}
          onChange={onChange}
        />
      );
    default:
      return <TextSetting {...props} />;
  }
}

interface Props<D extends SettingsDraft> {
  readonly type: OutputType;
  readonly draft: D;
  readonly errors: FieldErrors;
  readonly onChange: (draft: D) => void;
}

/** The fields of the form that a type of outputs or sources publishes, in its order. */
export function SettingFields<D extends SettingsDraft>({ type, draft, errors, onChange }: Props<D>): ReactElement {
  return (
    <>
      {type.settings.map((field) => {
        const isCredential = field.kind === 'credential';
        return (
          <One
            key={field.key}
            field={field}
            draft={draft}
            error={errors[isCredential ? 'credential_id' : `settings/${field.key}`]}
            onChange={(value) => {
              onChange(isCredential ? { ...draft, credential: value } : changeValue(draft, type, { [field.key]: value }));
            }}
          />
        );
      })}
    </>
  );
}
