import type { ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import type { MatchingDraft } from './matching-draft.js';

const words = text.templates.matching;
const LONGEST_MINUTES = 10_080;

interface Props {
  readonly draft: MatchingDraft;
  readonly onChange: (change: Partial<MatchingDraft>) => void;
}

/** The conditions under which a template is used by itself. */
export function MatchingFields({ draft, onChange }: Props): ReactElement {
  const minutes = { type: 'number', min: 0.1, max: LONGEST_MINUTES, step: 'any' } as const;
  return (
    <>
      <Field
        label={words.title}
        hint={words.hint}
        maxLength={maxLengths.MatchingRulesBody.title_pattern}
        value={draft.title}
        onChange={(title) => {
          onChange({ title });
        }}
      />
      <Field
        {...minutes}
        label={words.atLeast}
        value={draft.minMinutes}
        onChange={(minMinutes) => {
          onChange({ minMinutes });
        }}
      />
      <Field
        {...minutes}
        label={words.atMost}
        value={draft.maxMinutes}
        onChange={(maxMinutes) => {
          onChange({ maxMinutes });
        }}
      />
    </>
  );
}
