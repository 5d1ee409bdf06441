import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Of the heading. */
  readonly level?: 1 | 2;
  readonly children?: ReactNode;
}

/** Where there is nothing: what would be here, and how it gets here. */
export function EmptyState({ title, level = 2, children }: Props): ReactElement {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section className="empty">
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}
