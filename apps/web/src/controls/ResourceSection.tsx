import type { ReactElement, ReactNode } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';

interface ListWords {
  readonly emptyTitle: string;
  /** The way to fill an empty list. */
  readonly empty: ReactNode;
  readonly viewersCannot: ReactNode;
}

interface Props<T> {
  readonly id: string;
  readonly words: ListWords & { readonly title: string; readonly lead: string };
  readonly list: { readonly data: readonly T[] | undefined; readonly error: Error | null; readonly isPending: boolean };
  /** The button with the form of a new one. Viewers do not get it. */
  readonly add: ReactNode;
  /** Shows a list that is not empty. */
  readonly children: (items: readonly T[]) => ReactNode;
  /** Shown below the list, also if it is empty. */
  readonly below?: ReactNode;
}

/** A card with the resources of a library, or why there are none. */
export function ResourceSection<T>({ id, words, list, add, children, below }: Props<T>): ReactElement {
  const mayChange = useMayChange();
  const { data, error, isPending } = list;
  return (
    <section className="card" aria-labelledby={id}>
      <div className="resource-head">
        <h2 id={id}>{words.title}</h2>
        <p className="quiet">{words.lead}</p>
        {mayChange && add}
      </div>
      {data?.length === 0 && (
        <EmptyState title={words.emptyTitle} level={3}>
          <p className="quiet">{mayChange ? words.empty : words.viewersCannot}</p>
        </EmptyState>
      )}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && data.length > 0 && children(data)}
      {below}
    </section>
  );
}

export const Lines = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement => (
  <ul className="lines" aria-label={label}>
    {children}
  </ul>
);
