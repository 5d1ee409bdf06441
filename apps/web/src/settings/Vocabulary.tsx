import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { isProblem } from '../api/problem.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { readTerms } from '../controls/read-terms.js';
import { saveVocabulary, vocabularyQuery, type TaggedVocabulary } from '../api/settings-api.js';

const words = text.settings.vocabulary;

function VocabularyForm({ vocabulary: { terms, etag } }: { readonly vocabulary: TaggedVocabulary }): ReactElement {
  const client = useQueryClient();
  // Undefined before the first change: the form then follows changes by other users. Later, a save names the version of then.
  const [edited, setEdited] = useState<{ readonly text: string; readonly etag: string }>();
  const written = edited?.text ?? terms.join('\n');
  const { mutate, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: (sent: string) => saveVocabulary(readTerms(sent), edited?.etag ?? etag),
    onSuccess: (saved, sent) => {
      client.setQueryData(vocabularyQuery.queryKey, saved);
      setEdited((now) => (now === undefined || now.text === sent ? undefined : { ...now, etag: saved.etag }));
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
            setEdited((now) => ({ text: target.value, etag: now?.etag ?? etag }));
            reset();
          }}
        />
      </label>
      {error !== null && <ProblemNote error={error} />}
      {isProblem(error) && error.document.code === 'vocabulary-changed' && (
        <Button
          look="quiet"
          onClick={() => {
            reset();
            setEdited(undefined);
            void client.invalidateQueries({ queryKey: vocabularyQuery.queryKey });
          }}
        >
          {words.discard}
        </Button>
      )}
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
      {data !== undefined && (mayChange ? <VocabularyForm vocabulary={data} /> : <Terms terms={data.terms} />)}
    </section>
  );
}
