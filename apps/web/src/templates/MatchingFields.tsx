import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { CheckList } from '../controls/CheckList.js';
import { sourcesQuery } from '../api/sources.js';
import { text } from '../texts/text.js';
import type { MatchingDraft } from './matching-draft.js';

const words = text.templates.matching;
const LONGEST_MINUTES = 10_080;

interface Props {
  readonly draft: MatchingDraft;
  readonly onChange: (change: Partial<MatchingDraft>) => void;
}

/** Offers the sources of recordings. A source that was deleted stays in the list while it is chosen. */
function SourceChoice({ draft, onChange }: Props): ReactElement | null {
  const { data = [] } = useQuery(sourcesQuery);
  const choices = data.filter(({ id, brings }) => brings === 'recording' || draft.sources.includes(id));
  const gone = draft.sources.filter((id) => data.every((source) => source.id !== id));
  const names = Object.fromEntries([
    ...choices.map(({ id, name }) => [String(id), name] as const),
    ...gone.map((id) => [String(id), words.sourceGone(id)] as const),
  ]);
  const options = Object.keys(names);
  if (options.length === 0) return null;
  return (
    <CheckList
      legend={words.sources}
      options={options}
      words={names}
      chosen={draft.sources.map(String)}
      onChange={(chosen) => {
        onChange({ sources: chosen.map(Number) });
      }}
    />
  );
}

/** The conditions under which a template is used by itself. */
export function MatchingFields({ draft, onChange }: Props): ReactElement {
  const minutes = { type: 'number', min: 0.1, max: LONGEST_MINUTES, step: 'any' } as const;
  return (
    <>
      <SourceChoice draft={draft} onChange={onChange} />
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
