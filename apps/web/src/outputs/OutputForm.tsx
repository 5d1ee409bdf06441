import type { OutputType } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { SchemaFields, orderFields, type FormWords } from '../schema-form/SchemaFields.js';
import { text } from '../texts/text.js';
import { PatternFields } from '../templates/TextFields.js';
import { PATTERN_FIELDS } from '../templates/texts-draft.js';
import { SettingFields } from '../typed-settings/SettingFields.js';
import { TypedForm, type FormFields } from '../typed-settings/TypedForm.js';
import { OUTPUT_FIELDS, createDraft, toOutputContent, type OutputContent, type OutputDraft } from './output-draft.js';
import { testSettings } from './outputs-api.js';

const words = text.outputs;
const FIELD_WORDS: FormWords = { name: { label: words.name, hint: words.nameHint } };
const FIELDS = orderFields(OUTPUT_FIELDS, FIELD_WORDS);
const LATER_FIELDS = FIELDS.filter((name) => name !== 'name');
const OWN_FIELDS = [...FIELDS, ...Object.values(PATTERN_FIELDS)];

const findType = (types: readonly OutputType[], draft: OutputDraft): OutputType | undefined =>
  types.find(({ type }) => type === draft.type);

interface FieldsProps extends FormFields<OutputDraft> {
  readonly types: readonly OutputType[];
  /** Name and type of an existing output do not change. */
  readonly isNew: boolean;
}

/** Errors of the server stand beside the fields. */
export function OutputFields({ draft, types, isNew, errors, onChange }: FieldsProps): ReactElement {
  const type = findType(types, draft);
  const texts = type?.texts ?? [];
  const own = {
    schema: OUTPUT_FIELDS,
    words: FIELD_WORDS,
    values: draft.fields,
    errors,
    onChange: (change: OutputDraft['fields']) => {
      onChange({ ...draft, fields: { ...draft.fields, ...change } });
    },
  };
  return (
    <>
      {isNew && (
        <>
          <SchemaFields {...own} names={['name']} />
          <Choice
            label={words.type}
            error={errors['type']}
            options={types.map(({ type: value, label }) => [value, label] as const)}
            value={draft.type}
            onChange={(chosen) => {
              onChange({ ...createDraft(chosen), fields: draft.fields, patterns: draft.patterns });
            }}
          />
        </>
      )}
      {type !== undefined && <SettingFields type={type} draft={draft} errors={errors} onChange={onChange} />}
      <SchemaFields {...own} names={LATER_FIELDS} />
      {texts.length > 0 && <p className="quiet">{words.patternsHint}</p>}
      <PatternFields
        draft={draft.patterns}
        texts={texts}
        errors={errors}
        onChange={(patterns) => {
          onChange({ ...draft, patterns });
        }}
      />
    </>
  );
}

interface Props {
  readonly initial: OutputDraft;
  readonly types: readonly OutputType[];
  readonly isNew: boolean;
  readonly submit: string;
  readonly save: (content: OutputContent) => Promise<void>;
  readonly onReload?: () => void;
}

export function OutputForm({ initial, types, isNew, submit, save, onReload }: Props): ReactElement {
  return (
    <TypedForm
      initial={initial}
      types={types}
      own={OWN_FIELDS}
      submit={submit}
      test={testSettings}
      save={(draft, content) => save(toOutputContent(draft, content, findType(types, draft)?.texts))}
      onReload={onReload}
    >
      {(fields) => <OutputFields {...fields} types={types} isNew={isNew} />}
    </TypedForm>
  );
}
