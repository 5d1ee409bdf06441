import type { ReactElement, ReactNode, Ref } from 'react';

interface Props {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  /** The element that opens it. */
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}

/** A part of the page below the result, which is opened when it is wanted. */
export function Fold({ title, isOpen, onToggle, ref, children }: Props): ReactElement {
  return (
    <details
      className="fold"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        onToggle(currentTarget.open);
      }}
    >
      <summary ref={ref}>
        <h2>{title}</h2>
      </summary>
      <div className="fold-content">{children}</div>
    </details>
  );
}
