import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { NEVER, UNCHANGED, type SetDraft } from './set-draft.js';
import type { SetWords } from './set-kind.js';

const HOURS = [7 * 24, 30 * 24, 90 * 24, 366 * 24];
const MEDIA = ['audio', 'video'] as const;

export interface FieldsProps<D> {
  readonly words: SetWords['fields'];
  readonly draft: D;
  readonly onChange: (change: Partial<D>) => void;
}

export function TitleField({ words, draft, onChange }: FieldsProps<Pick<SetDraft, 'title'>>): ReactElement {
  return (
    <Field
      label={words.title}
      required
      maxLength={maxLengths.CreatePodcastFeed.title}
      value={draft.title}
      onChange={(title) => {
        onChange({ title });
      }}
    />
  );
}

/** Tells a person what becomes public at once, and by which titles. */
export const JoiningNote = ({ words }: Pick<FieldsProps<never>, 'words'>): ReactElement => (
  <p className="quiet">
    {words.joinNow} {words.titlesHint}
  </p>
);

/** The fields after those of the kind. The tag of a set that exists stays. */
export function SetFields({
  words,
  draft,
  onChange,
  isNew,
}: FieldsProps<Omit<SetDraft, 'title'>> & { readonly isNew: boolean }): ReactElement {
  const expiries: readonly (readonly [string, string])[] = [
    ...(isNew ? [] : [[UNCHANGED, words.unchanged] as const]),
    [NEVER, words.never],
    ...HOURS.map((one) => [String(one), words.days(one)] as const),
  ];
  return (
    <>
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
  );
}
