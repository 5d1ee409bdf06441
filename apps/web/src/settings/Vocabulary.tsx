import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { readTerms } from './read-terms.js';
import { saveVocabulary, vocabularyQuery } from './settings-api.js';

const words = text.settings.vocabulary;

function VocabularyForm({ terms }: { readonly terms: readonly string[] }): ReactElement {
  const client = useQueryClient();
  const [written, setWritten] = useState(terms.join('\n'));
  const { mutate, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: () => saveVocabulary(readTerms(written)),
    onSuccess: (saved) => {
      client.setQueryData(vocabularyQuery.queryKey, saved);
      setWritten(saved.terms.join('\n'));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate();
      }}
    >
      <label>
        {words.terms}
        <textarea
          value={written}
          rows={8}
          onChange={({ target }) => {
            setWritten(target.value);
            reset();
          }}
        />
      </label>
      {error !== null && <ProblemNote error={error} />}
      <Button type="submit" disabled={isPending}>
        {words.save}
      </Button>
      <span className="quiet" role="status">
        {isSuccess && words.saved}
      </span>
    </form>
  );
}

/** Edits the names and terms of the library, one in each line. */
export function Vocabulary(): ReactElement {
  const { data, error, isPending } = useQuery(vocabularyQuery);
  return (
    <section className="card" aria-labelledby="vocabulary">
      <h2 id="vocabulary">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && <VocabularyForm terms={data.terms} />}
    </section>
  );
}
