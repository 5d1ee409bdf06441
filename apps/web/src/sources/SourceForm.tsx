import { useQuery } from '@tanstack/react-query';
import type { SourceType } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { templatesQuery } from '../templates/templates-api.js';
import { text } from '../texts/text.js';
import { SettingFields, withChosen } from '../typed-settings/SettingFields.js';
import { createSettings } from '../typed-settings/settings-draft.js';
import { TypedForm, type FormFields } from '../typed-settings/TypedForm.js';
import { changeBrings, toBody, type SourceBody, type SourceDraft } from './source-draft.js';
import { testSettings } from './sources-api.js';

const words = text.sources;
/** The limit of the server: 31 days. */
const MOST_MINUTES = 44_640;
const KINDS = ['recording', 'document'] as const;
const OWN_FIELDS = ['name', 'brings', 'template_id', 'run', 'interval_minutes'];

type Fields = FormFields<SourceDraft>;
interface FieldsProps extends Fields {
  readonly types: readonly SourceType[];
  /** The type of an existing source does not change. */
  readonly isNew: boolean;
}

function Identity({ draft, types, isNew, errors, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <Field
        label={words.name}
        error={errors['name']}
        required
        maxLength={maxLengths.SourceBody.name}
        pattern=".*\S.*"
        value={draft.name}
        onChange={(name) => {
          onChange({ ...draft, name });
        }}
      />
      {isNew && (
        <Choice
          label={words.type}
          error={errors['type']}
          options={types.map(({ type, label }) => [type, label] as const)}
          value={draft.type}
          onChange={(type) => {
            onChange({ ...draft, ...createSettings(type) });
          }}
        />
      )}
    </>
  );
}

function TemplateChoice({ draft, errors, onChange }: Fields): ReactElement {
  const { data = [] } = useQuery(templatesQuery);
  const usable = data.filter(({ id, is_draft: isDraft }) => !isDraft || String(id) === draft.template);
  const options = usable.map(({ id, name }) => [String(id), name] as const);
  return (
    <Choice
      label={words.template}
      hint={words.templateHint}
      error={errors['template_id']}
      options={[['', words.noTemplate], ...withChosen(options, draft.template)]}
      value={draft.template}
      onChange={(template) => {
        onChange({ ...draft, template });
      }}
    />
  );
}

function ItemFields({ draft, errors, onChange }: Fields): ReactElement {
  return (
    <>
      <Choice
        label={words.brings}
        error={errors['brings']}
        options={KINDS.map((kind) => [kind, words.kinds[kind]] as const)}
        value={draft.brings}
        onChange={(chosen) => {
          onChange(changeBrings(draft, KINDS.find((kind) => kind === chosen) ?? 'recording'));
        }}
      />
      <TemplateChoice draft={draft} errors={errors} onChange={onChange} />
      <Field
        label={words.interval}
        hint={words.intervalHint}
        error={errors['interval_minutes']}
        type="number"
        min={1}
        max={MOST_MINUTES}
        step={1}
        value={draft.interval}
        onChange={(interval) => {
          onChange({ ...draft, interval });
        }}
      />
      <Check
        label={words.run}
        isChecked={draft.isRun}
        onChange={(isRun) => {
          onChange({ ...draft, isRun });
        }}
      />
    </>
  );
}

/** The fields of a source. Errors of the server stand beside them. */
export function SourceFields(props: FieldsProps): ReactElement {
  const { draft, types, errors, onChange } = props;
  const type = types.find((one) => one.type === draft.type);
  return (
    <>
      <Identity {...props} />
      {type !== undefined && <SettingFields type={type} draft={draft} errors={errors} onChange={onChange} />}
      <ItemFields draft={draft} errors={errors} onChange={onChange} />
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
      own={OWN_FIELDS}
      submit={submit}
      test={testSettings}
      save={(draft, content) => save(toBody(draft, content))}
      onReload={onReload}
    >
      {(fields) => <SourceFields {...fields} types={types} isNew={isNew} />}
    </TypedForm>
  );
}
