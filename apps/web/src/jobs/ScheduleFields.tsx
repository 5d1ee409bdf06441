import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { settingsText } from '../texts/settings-text.js';
import { DAYS, KINDS, type JobDraft } from './job-draft.js';

const words = settingsText.jobs;
const MAX_HOURS = 24;

interface Props {
  readonly draft: JobDraft;
  readonly onChange: (change: Partial<JobDraft>) => void;
}

function Days({ draft, onChange }: Props): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{words.days}</legend>
      {DAYS.map((day) => (
        <label key={day}>
          <input
            type="checkbox"
            checked={draft.days.includes(day)}
            onChange={({ target }) => {
              onChange({ days: target.checked ? [...draft.days, day] : draft.days.filter((one) => one !== day) });
            }}
          />
          {words.weekdays[day]}
        </label>
      ))}
    </fieldset>
  );
}

function Hours({ draft, onChange }: Props): ReactElement {
  return (
    <>
      <Field
        label={words.every}
        type="number"
        required
        min={1}
        max={MAX_HOURS}
        value={draft.every}
        onChange={(every) => {
          onChange({ every });
        }}
      />
      <Field
        label={words.from}
        type="time"
        value={draft.from}
        onChange={(from) => {
          onChange({ from });
        }}
      />
      <Field
        label={words.to}
        type="time"
        value={draft.to}
        onChange={(to) => {
          onChange({ to });
        }}
      />
    </>
  );
}

/** The times at which a job runs, by the fields of the chosen kind. */
export function ScheduleFields({ draft, onChange }: Props): ReactElement {
  const { kind } = draft;
  return (
    <>
      <Choice
        label={words.when}
        options={KINDS.map((one) => [one, words.kinds[one]] as const)}
        value={kind}
        onChange={(chosen) => {
          onChange({ kind: KINDS.find((one) => one === chosen) ?? 'time_of_day' });
        }}
      />
      {(kind === 'time_of_day' || kind === 'weekdays') && (
        <Field
          label={words.time}
          type="time"
          required
          value={draft.time}
          onChange={(time) => {
            onChange({ time });
          }}
        />
      )}
      {kind === 'hours' && <Hours draft={draft} onChange={onChange} />}
      {(kind === 'hours' || kind === 'weekdays') && <Days draft={draft} onChange={onChange} />}
      {kind === 'cron' && (
        <Field
          label={words.expression}
          hint={words.expressionHint}
          required
          maxLength={maxLengths.JobSchedule.expression}
          value={draft.expression}
          onChange={(expression) => {
            onChange({ expression });
          }}
        />
      )}
      <Field
        label={words.zone}
        hint={words.zoneHint}
        required
        maxLength={maxLengths.JobSchedule.time_zone}
        value={draft.zone}
        onChange={(zone) => {
          onChange({ zone });
        }}
      />
    </>
  );
}
