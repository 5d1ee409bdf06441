import { useInfiniteQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Choice } from '../../components/Choice/Choice.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { LoadMore } from '../../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { settingsText } from '../../texts/settings-text.js';
import { documentTitle } from '../document-title.js';
import { documentsQuery } from '../documents-api.js';
import type { Arrangement } from './arrangement.js';

const words = settingsText.arrange.other;

interface ListProps {
  readonly query: string;
  /** Documents whose pages are there already. */
  readonly taken: readonly string[];
  readonly onChoose: (document: Document) => void;
}

/** The documents of the library that match, except those whose pages are there. */
function Documents({ query, taken, onChoose }: ListProps): ReactElement {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...documentsQuery(query === '' ? {} : { q: query }),
    refetchInterval: false,
  });
  if (data === undefined)
    return error === null ? <Skeleton rows={4} /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
  const documents = data.pages.flatMap(({ items }) => items).filter(({ id }) => !taken.includes(id));
  if (documents.length === 0 && !hasNextPage) return <p role="status">{words.none}</p>;
  return (
    <>
      <ul className="lines other-documents" aria-label={words.list}>
        {documents.map((document) => (
          <li key={document.id}>
            <Button
              look="quiet"
              onClick={() => {
                onChoose(document);
              }}
            >
              <bdi>{documentTitle(document)}</bdi>
            </Button>{' '}
            <span className="quiet">
              {document.file_name !== null && <bdi>{document.file_name}</bdi>}{' '}
              {document.record?.pages !== undefined && settingsText.arrange.count(document.record.pages)}
            </span>
          </li>
        ))}
      </ul>
      <LoadMore {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </>
  );
}

interface Props extends Omit<ListProps, 'query' | 'onChoose'> {
  readonly pages: Arrangement;
  readonly nameOf: (page: Arrangement[number]) => string;
  readonly onChoose: (document: Document, before: string | undefined) => void;
  readonly onClose: () => void;
}

/** Chooses another document of the library, and the place of its pages. */
export function AddDialog({ pages, taken, nameOf, onChoose, onClose }: Props): ReactElement {
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState('');
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="dialog-body">
        <Choice
          label={words.place}
          value={place}
          options={[['', words.atEnd], ...pages.map((page) => [page.key, words.before(nameOf(page))] as const)]}
          onChange={setPlace}
        />
        <form
          role="search"
          className="other-search"
          onSubmit={(event) => {
            event.preventDefault();
            setQuery(typed.trim());
          }}
        >
          <label>
            <span>{words.search}</span>
            <input
              type="search"
              value={typed}
              autoComplete="off"
              dir="auto"
              maxLength={200}
              onChange={({ target }) => {
                setTyped(target.value);
              }}
            />
          </label>
          <Button type="submit">{words.find}</Button>
        </form>
        <Documents
          query={query}
          taken={taken}
          onChoose={(document) => {
            onChoose(document, place === '' ? undefined : place);
          }}
        />
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
}
