import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { DraftForm } from '../controls/DraftForm.js';
import { settingsText } from '../texts/settings-text.js';
import { NEVER, UNCHANGED, type FeedDraft } from './feed-draft.js';

const words = settingsText.podcasts.fields;
const HOURS = [7 * 24, 30 * 24, 90 * 24, 366 * 24];
const MEDIA = ['audio', 'video'] as const;

interface Props {
  readonly initial: FeedDraft;
  readonly submit: string;
  readonly save: (draft: FeedDraft) => Promise<unknown>;
}

interface FieldsProps {
  readonly draft: FeedDraft;
  readonly onChange: (change: Partial<FeedDraft>) => void;
}

function Texts({ draft, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <Field
        label={words.title}
        required
        maxLength={maxLengths.CreatePodcastFeed.title}
        value={draft.title}
        onChange={(title) => {
          onChange({ title });
        }}
      />
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

/** The fields of a new feed, or of one that exists: its tag stays. */
export function FeedForm({ initial, submit, save }: Props): ReactElement {
  const isNew = initial.expiry !== UNCHANGED;
  const expiries: readonly (readonly [string, string])[] = [
    ...(isNew ? [] : [[UNCHANGED, words.unchanged] as const]),
    [NEVER, words.never],
    ...HOURS.map((one) => [String(one), words.days(one)] as const),
  ];
  return (
    <DraftForm initial={initial} submit={submit} save={save}>
      {(draft, onChange) => (
        <>
          {isNew && (
            <p className="quiet">
              {words.joinNow} {words.titlesHint}
            </p>
          )}
          <Texts draft={draft} onChange={onChange} />
          {isNew && (
            <Field
              label={words.tag}
              hint={words.tagHint}
              maxLength={maxLengths.CreatePodcastFeed.tag}
              value={draft.tag}
              onChange={(tag) => {
                onChange({ tag });
              }}
            />
          )}
          <Choice
            label={words.media}
            options={MEDIA.map((one) => [one, words.mediaOptions[one]])}
            value={draft.media}
            onChange={(value) => {
              onChange({ media: MEDIA.find((one) => one === value) ?? draft.media });
            }}
          />
          <Check
            label={words.askFirst}
            hint={words.askFirstHint}
            isChecked={draft.askFirst}
            onChange={(askFirst) => {
              onChange({ askFirst });
            }}
          />
          <Choice
            label={words.expiry}
            options={expiries}
            value={draft.expiry}
            onChange={(expiry) => {
              onChange({ expiry });
            }}
          />
        </>
      )}
    </DraftForm>
  );
}
