import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { DraftForm } from '../controls/DraftForm.js';
import { settingsText } from '../texts/settings-text.js';
import type { FeedDraft } from './feed-draft.js';
import { UNCHANGED } from './set-draft.js';
import { JoiningNote, SetFields, TitleField, type FieldsProps } from './SetFields.js';

const words = settingsText.podcasts.fields;

interface Props {
  readonly initial: FeedDraft;
  readonly submit: string;
  readonly save: (draft: FeedDraft) => Promise<unknown>;
}

function Texts({ draft, onChange }: Omit<FieldsProps<FeedDraft>, 'words'>): ReactElement {
  return (
    <>
      <Field
        label={words.description}
        maxLength={maxLengths.CreatePodcastFeed.description}
        value={draft.description}
        onChange={(description) => {
          onChange({ description });
        }}
      />
      <Field
        label={words.language}
        hint={words.languageHint}
        value={draft.language}
        onChange={(language) => {
          onChange({ language });
        }}
      />
    </>
  );
}

/** The fields of a new feed, or of one that exists. */
export function FeedForm({ initial, submit, save }: Props): ReactElement {
  const isNew = initial.expiry !== UNCHANGED;
  return (
    <DraftForm initial={initial} submit={submit} save={save}>
      {(draft, onChange) => (
        <>
          {isNew && <JoiningNote words={words} />}
          <TitleField words={words} draft={draft} onChange={onChange} />
          <Texts draft={draft} onChange={onChange} />
          <SetFields words={words} draft={draft} onChange={onChange} isNew={isNew} />
        </>
      )}
    </DraftForm>
  );
}
