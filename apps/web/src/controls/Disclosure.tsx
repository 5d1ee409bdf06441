import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  /** Where the label alone does not say of what: its whole name for who hears the page. */
  readonly name?: string;
  /** Drawn while it is open; `close` gives the focus back to the label. */
  readonly children: (close: () => void) => ReactNode;
}

/** The browser's own: opened and closed by its label, by pointer or keyboard. */
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
      <summary ref={summary} className="button small" aria-label={name}>
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
