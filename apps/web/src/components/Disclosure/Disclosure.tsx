import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { buttonClass } from '../Button/Button.js';

interface Props {
  readonly label: string;
  /** Full name for screen readers, if the label alone is ambiguous. */
  readonly name?: string;
  /** Rendered while open. `close` returns the focus to the label. */
  readonly children: (close: () => void) => ReactNode;
}

/** Uses the native details element, which works by pointer and keyboard. */
export function Disclosure({ label, name, children }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const [closings, setClosings] = useState(0);
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (closings > 0) summary.current?.focus();
  }, [closings]);
  return (
    <details
      className="disclosure"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary ref={summary} className={buttonClass({ size: 'small' })} aria-label={name}>
        {label}
      </summary>
      {isOpen &&
        children(() => {
          setOpen(false);
          setClosings((count) => count + 1);
        })}
    </details>
  );
}
