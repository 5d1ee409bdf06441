import { useQuery } from '@tanstack/react-query';
import type { SourceType } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { SchemaFields, orderFields, type ControlProps, type FormWords } from '../schema-form/SchemaFields.js';
import { templatesQuery } from '../templates/templates-api.js';
import { settingsText } from '../texts/settings-text.js';
import { SettingFields, withChosen } from '../typed-settings/SettingFields.js';
import { createSettings } from '../typed-settings/settings-draft.js';
import { TypedForm, type FormFields } from '../typed-settings/TypedForm.js';
import { SOURCE_FIELDS, changeFields, toBody, type SourceBody, type SourceDraft } from './source-draft.js';
import { testSettings } from './sources-api.js';

const words = settingsText.sources;

function TemplateChoice(props: ControlProps): ReactElement {
  const { data = [] } = useQuery(templatesQuery);
  const usable = data.filter(({ id, is_draft: isDraft }) => !isDraft || String(id) === props.value);
  const options = usable.map(({ id, name }) => [String(id), name] as const);
  return <Choice {...props} options={[['', words.noTemplate], ...withChosen(options, props.value)]} />;
}

const FIELD_WORDS: FormWords = {
  name: { label: words.name },
  brings: { label: words.brings, options: words.kinds },
  template_id: { label: words.template, hint: words.templateHint, Control: TemplateChoice },
  interval_minutes: { label: words.interval, hint: words.intervalHint },
  run: { label: words.run },
};
const FIELDS = orderFields(SOURCE_FIELDS, FIELD_WORDS);
const ITEM_FIELDS = FIELDS.filter((name) => name !== 'name');

interface FieldsProps extends FormFields<SourceDraft> {
  readonly types: readonly SourceType[];
  /** The type of an existing source does not change. */
  readonly isNew: boolean;
}

/** Errors of the server stand beside the fields. */
export function SourceFields({ draft, types, isNew, errors, onChange }: FieldsProps): ReactElement {
  const type = types.find((one) => one.type === draft.type);
  const own = {
    schema: SOURCE_FIELDS,
    words: FIELD_WORDS,
    values: draft.fields,
    errors,
    onChange: (change: SourceDraft['fields']) => {
      onChange(changeFields(draft, change));
    },
  };
  return (
    <>
      <SchemaFields {...own} names={['name']} />
      {isNew && (
        <Choice
          label={words.type}
          error={errors['type']}
          options={types.map(({ type: value, label }) => [value, label] as const)}
          value={draft.type}
          onChange={(chosen) => {
            onChange({ ...draft, ...createSettings(chosen) });
          }}
        />
      )}
      {type !== undefined && <SettingFields type={type} draft={draft} errors={errors} onChange={onChange} />}
      <SchemaFields {...own} names={ITEM_FIELDS} />
    </>
  );
}

interface Props {
  readonly initial: SourceDraft;
  readonly types: readonly SourceType[];
  readonly isNew: boolean;
  readonly submit: string;
  readonly save: (body: SourceBody) => Promise<void>;
  readonly onReload?: () => void;
}

export function SourceForm({ initial, types, isNew, submit, save, onReload }: Props): ReactElement {
  return (
    <TypedForm
      initial={initial}
      types={types}
      own={FIELDS}
      submit={submit}
      test={testSettings}
      save={(draft, content) => save(toBody(draft, content))}
      onReload={onReload}
    >
      {(fields) => <SourceFields {...fields} types={types} isNew={isNew} />}
    </TypedForm>
  );
}
