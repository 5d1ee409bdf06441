import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly level?: 1 | 2 | 3;
  readonly children?: ReactNode;
}

/** Explains an empty list: its purpose and how to fill it. */
export function EmptyState({ title, level = 2, children }: Props): ReactElement {
  const Heading = `h${level}` as const;
  return (
    <section className="empty">
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}
