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

interface ListProps<T> {
  readonly words: ListWords;
  readonly list: { readonly data: readonly T[] | undefined; readonly error: Error | null; readonly isPending: boolean };
  /** The button with the form of a new one. Viewers do not get it. */
  readonly add: ReactNode;
  /** Shows a list that is not empty. */
  readonly children: (items: readonly T[]) => ReactNode;
}

/** The resources of a library, or why there are none. */
export function ResourceList<T>({ words, list: { data, error, isPending }, add, children }: ListProps<T>): ReactElement {
  const mayChange = useMayChange();
  return (
    <>
      {data?.length === 0 && (
        <EmptyState title={words.emptyTitle} level={3}>
          <p className="quiet">{mayChange ? words.empty : words.viewersCannot}</p>
        </EmptyState>
      )}
      {mayChange && add}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && data.length > 0 && children(data)}
    </>
  );
}

interface SectionProps<T> extends ListProps<T> {
  readonly id: string;
  readonly words: ListWords & { readonly title: string; readonly lead: string };
}

/** A card with the resources of a library. */
export const ResourceSection = <T,>({ id, words, ...list }: SectionProps<T>): ReactElement => (
  <section className="card" aria-labelledby={id}>
    <h2 id={id}>{words.title}</h2>
    <p className="quiet">{words.lead}</p>
    <ResourceList words={words} {...list} />
  </section>
);

export const Lines = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement => (
  <ul className="lines" aria-label={label}>
    {children}
  </ul>
);
