import type { ReactElement, ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** The id by which the panel takes the title as its name. Without it, the heading is one level lower. */
  readonly id?: string | undefined;
  readonly children?: ReactNode;
}

/** The title of a part of a view, with what belongs to the whole part at its end. */
export function PanelHead({ title, id, children }: Props): ReactElement {
  return (
    <header className="panel-head">
      {id === undefined ? <h3>{title}</h3> : <h2 id={id}>{title}</h2>}
      {children}
    </header>
  );
}
