import type { ReactElement, ReactNode, Ref } from 'react';

export interface FoldProps {
  readonly title: string;
  /** The id of the heading. */
  readonly id?: string;
  /** A summary after the title. */
  readonly aside?: ReactNode;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  /** The element that opens it. */
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}

/** A part of the page below the result, which is opened when it is wanted. */
export function Fold({ title, id, aside, isOpen, onToggle, ref, children }: FoldProps): ReactElement {
  return (
    <details
      className="fold"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        onToggle(currentTarget.open);
      }}
    >
      <summary ref={ref}>
        <h2 id={id}>{title}</h2>
        {aside}
      </summary>
      <div className="fold-content">{children}</div>
    </details>
  );
}
