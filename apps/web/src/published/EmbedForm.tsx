import { useId, type ReactElement } from 'react';
import { DraftForm } from '../controls/DraftForm.js';
import { settingsText } from '../texts/settings-text.js';
import { describeControl, FieldNotes } from '../components/Field/FieldNotes.js';
import { listOrigins, type EmbedDraft } from './embed-draft.js';
import { UNCHANGED } from './set-draft.js';
import { JoiningNote, SetFields, TitleField } from './SetFields.js';

const words = settingsText.embeds.fields;

interface Props {
  readonly initial: EmbedDraft;
  readonly submit: string;
  readonly save: (draft: EmbedDraft) => Promise<unknown>;
}

interface OriginsProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function OriginsField({ value, onChange }: OriginsProps): ReactElement {
  const id = useId();
  const notes = { hint: words.originsHint };
  return (
    <div className="field">
      <label htmlFor={id}>{words.origins}</label>
      <textarea
        id={id}
        required
        rows={3}
        spellCheck={false}
        placeholder="https://example.org"
        {...describeControl(id, notes)}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
      <FieldNotes id={id} {...notes} />
    </div>
  );
}

/** The fields of a new embed, or of one that exists. */
export function EmbedForm({ initial, submit, save }: Props): ReactElement {
  const isNew = initial.expiry !== UNCHANGED;
  return (
    <DraftForm initial={initial} submit={submit} save={save} isIncomplete={({ origins }) => listOrigins(origins).length === 0}>
      {(draft, onChange) => (
        <>
          {isNew && <JoiningNote words={words} />}
          <TitleField words={words} draft={draft} onChange={onChange} />
          <OriginsField
            value={draft.origins}
            onChange={(origins) => {
              onChange({ origins });
            }}
          />
          <SetFields words={words} draft={draft} onChange={onChange} isNew={isNew} />
        </>
      )}
    </DraftForm>
  );
}
