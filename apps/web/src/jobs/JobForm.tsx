import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Check } from '../components/Check/Check.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { CheckList } from '../controls/CheckList.js';
import { DraftForm } from '../controls/DraftForm.js';
import { SchemaFields, orderFields, type FormWords } from '../schema-form/SchemaFields.js';
import { ProcessingFields } from '../templates/ProcessingFields.js';
import { templatesQuery } from '../templates/templates-api.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { JOB_FIELDS, type JobDraft, type RecordingStatus } from './job-draft.js';
import { ScheduleFields } from './ScheduleFields.js';

const words = settingsText.jobs;
const MAX_DAYS = 366;
const FIELD_WORDS: FormWords = { name: { label: words.name }, is_enabled: { label: words.enabled } };
const LATER_FIELDS = orderFields(JOB_FIELDS, FIELD_WORDS).filter((name) => name !== 'name');

interface TemplateChoiceProps {
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}

/** The order in which a person chooses templates is their priority. */
function TemplateChoice({ chosen, onChange }: TemplateChoiceProps): ReactElement {
  const { data = [], error } = useQuery(templatesQuery);
  const usable = data.filter(({ id, is_draft: isDraft }) => !isDraft || chosen.includes(id));
  return (
    <fieldset className="choices">
      <legend>{words.templates}</legend>
      {error !== null && <ProblemNote error={error} />}
      {usable.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => {
              onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id));
            }}
          />
          <span dir="auto">{name}</span>
          {chosen.length > 1 && chosen.includes(id) && <small className="quiet">{chosen.indexOf(id) + 1}</small>}
        </label>
      ))}
      <p className="quiet">{usable.length === 0 ? words.noTemplates : words.templatesHint}</p>
    </fieldset>
  );
}

const STATUSES = Object.keys(text.status) as RecordingStatus[];

interface FieldsProps {
  readonly draft: JobDraft;
  readonly onChange: (change: Partial<JobDraft>) => void;
}

const OwnFields = ({ names, draft, onChange }: FieldsProps & { readonly names: readonly string[] }): ReactElement => (
  <SchemaFields
    schema={JOB_FIELDS}
    words={FIELD_WORDS}
    names={names}
    values={draft.fields}
    onChange={(change) => {
      onChange({ fields: { ...draft.fields, ...change } });
    }}
  />
);

function FilterFields({ draft, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <CheckList
        legend={words.statuses}
        options={STATUSES}
        words={text.status}
        chosen={draft.statuses}
        onChange={(statuses) => {
          onChange({ statuses });
        }}
      />
      <Check
        label={words.excludeBlank}
        isChecked={draft.excludesBlank}
        onChange={(excludesBlank) => {
          onChange({ excludesBlank });
        }}
      />
    </>
  );
}

/** The settings of the job, which override those of all templates. */
function SettingsFields({ draft, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <p className="quiet">{words.settingsHint}</p>
      <ProcessingFields
        draft={draft.processing}
        onChange={(processing) => {
          onChange({ processing });
        }}
      />
    </>
  );
}

interface Props {
  readonly initial: JobDraft;
  readonly submit: string;
  readonly save: (draft: JobDraft) => Promise<void>;
}

export const JobForm = (props: Props): ReactElement => (
  <DraftForm {...props} isIncomplete={({ templateIds, statuses }) => templateIds.length === 0 || statuses.length === 0}>
    {(draft, onChange) => (
      <>
        <OwnFields names={['name']} draft={draft} onChange={onChange} />
        <TemplateChoice
          chosen={draft.templateIds}
          onChange={(templateIds) => {
            onChange({ templateIds });
          }}
        />
        <ScheduleFields draft={draft} onChange={onChange} />
        <Field
          label={words.syncDays}
          type="number"
          required
          min={1}
          max={MAX_DAYS}
          value={draft.syncDays}
          onChange={(syncDays) => {
            onChange({ syncDays });
          }}
        />
        <FilterFields draft={draft} onChange={onChange} />
        <SettingsFields draft={draft} onChange={onChange} />
        <OwnFields names={LATER_FIELDS} draft={draft} onChange={onChange} />
      </>
    )}
  </DraftForm>
);
