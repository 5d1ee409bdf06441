import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { readTerms } from './read-terms.js';
import { saveVocabulary, vocabularyQuery } from './settings-api.js';

const words = text.settings.vocabulary;

function VocabularyForm({ terms }: { readonly terms: readonly string[] }): ReactElement {
  const client = useQueryClient();
  // Undefined before the first change: the form then follows changes by other users.
  const [edited, setEdited] = useState<string>();
  const written = edited ?? terms.join('\n');
  const { mutate, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: (sent: string) => saveVocabulary(readTerms(sent)),
    onSuccess: (saved, sent) => {
      client.setQueryData(vocabularyQuery.queryKey, saved);
      setEdited((now) => (now === sent ? undefined : now));
    },
  });
  return (
    <form
      className="stacked-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(written);
      }}
    >
      <label className="field">
        {words.terms}
        <textarea
          dir="auto"
          value={written}
          rows={8}
          onChange={({ target }) => {
            setEdited(target.value);
            reset();
          }}
        />
      </label>
      {error !== null && <ProblemNote error={error} />}
      <Button type="submit" aria-disabled={isPending}>
        {words.save}
      </Button>
      <span className="quiet" role="status">
        {isSuccess && words.saved}
      </span>
    </form>
  );
}

function Terms({ terms }: { readonly terms: readonly string[] }): ReactElement {
  if (terms.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <ul>
      {terms.map((term) => (
        <li key={term} dir="auto">
          {term}
        </li>
      ))}
    </ul>
  );
}

/** Edits the names and terms of the library, one in each line. Viewers can only read them. */
export function Vocabulary(): ReactElement {
  const { data, error, isPending } = useQuery(vocabularyQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="vocabulary">
      <h2 id="vocabulary">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && (mayChange ? <VocabularyForm terms={data.terms} /> : <Terms terms={data.terms} />)}
    </section>
  );
}
