import type { OutputType } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import { PatternFields } from '../templates/TextFields.js';
import { PATTERN_FIELDS } from '../templates/texts-draft.js';
import { SettingFields } from '../typed-settings/SettingFields.js';
import { TypedForm, type FormFields } from '../typed-settings/TypedForm.js';
import { createDraft, toOutputContent, type OutputContent, type OutputDraft } from './output-draft.js';
import { testSettings } from './outputs-api.js';

const words = text.outputs;
const NAME = '[a-z0-9][a-z0-9_\\-]*';
const OWN_FIELDS = ['name', ...Object.values(PATTERN_FIELDS)];

const findType = (types: readonly OutputType[], draft: OutputDraft): OutputType | undefined =>
  types.find(({ type }) => type === draft.type);

interface FieldsProps extends FormFields<OutputDraft> {
  readonly types: readonly OutputType[];
  /** Name and type of an existing output do not change. */
  readonly isNew: boolean;
}

function Identity({ draft, types, isNew, errors, onChange }: FieldsProps): ReactElement | null {
  if (!isNew) return null;
  return (
    <>
      <Field
        label={words.name}
        hint={words.nameHint}
        error={errors['name']}
        required
        maxLength={maxLengths.PresetBody.name}
        pattern={NAME}
        value={draft.name}
        onChange={(name) => {
          onChange({ ...draft, name });
        }}
      />
      <Choice
        label={words.type}
        error={errors['type']}
        options={types.map(({ type, label }) => [type, label] as const)}
        value={draft.type}
        onChange={(type) => {
          onChange({ ...createDraft(type), name: draft.name, patterns: draft.patterns });
        }}
      />
    </>
  );
}

/** The fields of an output. Errors of the server stand beside them. */
export function OutputFields(props: FieldsProps): ReactElement {
  const { draft, types, errors, onChange } = props;
  const type = findType(types, draft);
  const texts = type?.texts ?? [];
  return (
    <>
      <Identity {...props} />
      {type !== undefined && <SettingFields type={type} draft={draft} errors={errors} onChange={onChange} />}
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
  readonly save: (content: OutputContent, name: string) => Promise<void>;
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
      save={(draft, content) => save(toOutputContent(draft, content, findType(types, draft)?.texts), draft.name.trim())}
      onReload={onReload}
    >
      {(fields) => <OutputFields {...fields} types={types} isNew={isNew} />}
    </TypedForm>
  );
}
