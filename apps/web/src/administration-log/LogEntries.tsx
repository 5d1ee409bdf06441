import { useInfiniteQuery } from '@tanstack/react-query';
import type { AdministrationLogChange, AdministrationLogEntry } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import type { LogPages } from './administration-log-api.js';

const words = settingsText.administrationLog;

const describeChange = ({ field, from, to, hidden }: AdministrationLogChange): string => {
  const name = words.field(field);
  if (hidden) return `${name} ${words.hidden}`;
  // Fields of something new have no value before.
  return from === null ? `${name}: ${to ?? words.nothing}` : `${name}: ${words.values(from, to ?? words.nothing)}`;
};

interface Props {
  readonly label: string;
  readonly pages: LogPages;
  readonly empty: string;
  readonly emptyHint: string;
  /** The log of a library has no addresses. */
  readonly hasAddresses?: boolean;
}

function Address({ entry: { address, credential } }: { readonly entry: AdministrationLogEntry }): ReactElement {
  return (
    <td>
      {address ?? words.noAddress}
      {credential?.name != null && <small className="quiet"> {credential.name}</small>}
    </td>
  );
}

function Line({ entry, children }: { readonly entry: AdministrationLogEntry; readonly children: ReactNode }): ReactElement {
  const { at, actor, sentence, changes } = entry;
  return (
    <tr>
      <td>
        <At at={at} />
      </td>
      <td dir="auto">{actor.name ?? words.actors[actor.type]}</td>
      <td dir="auto">
        <b>{sentence}</b>
      </td>
      <td dir="auto">{changes.map(describeChange).join(', ')}</td>
      {children}
    </tr>
  );
}

/** A page of entries, with those that were loaded after it. */
export function LogEntries({ label, pages, empty, emptyHint, hasAddresses = true }: Props): ReactElement {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(pages);
  if (isPending) return <Skeleton />;
  if (data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return (
      <EmptyState title={empty}>
        <p>{emptyHint}</p>
      </EmptyState>
    );
  const { at, actor, change, values, address } = words.columns;
  return (
    <>
      {/* A keyboard scrolls the table where it is wider than the screen. */}
      <div className="log-table" tabIndex={0} role="group" aria-label={label}>
        <table>
          <thead>
            <tr>
              {[at, actor, change, values, ...(hasAddresses ? [address] : [])].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Line key={entry.id} entry={entry}>
                {hasAddresses && <Address entry={entry} />}
              </Line>
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </>
  );
}
