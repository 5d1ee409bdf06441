import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { buttonClass } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** Reason why the item is disabled. A disabled item stays focusable, so that keyboard users can read it. */
  readonly refusal?: ReactNode;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function useOutside(isOpen: boolean, inside: React.RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const look = (event: PointerEvent): void => {
      if (event.target instanceof Node && inside.current?.contains(event.target) !== true) close();
    };
    document.addEventListener('pointerdown', look);
    return () => {
      document.removeEventListener('pointerdown', look);
    };
  }, [isOpen, inside, close]);
}

function Item({ item, id, onDone }: { readonly item: MenuItem; readonly id: string; readonly onDone: () => void }): ReactElement {
  const isRefused = item.refusal !== undefined;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={item.isDangerous === true ? 'dangerous' : undefined}
      aria-disabled={isRefused}
      aria-describedby={isRefused ? id : undefined}
      onClick={() => {
        if (isRefused) return;
        onDone();
        item.onChoose();
      }}
    >
      <span>{item.label}</span>
      {isRefused && (
        <small id={id} className="refusal">
          {item.refusal}
        </small>
      )}
    </button>
  );
}

/** A menu according to the ARIA practices: arrow keys move, Escape closes and returns the focus. */
export function Menu({ label, items }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = useCallback(() => {
    setOpen(false);
  }, []);
  useOutside(isOpen, root, close);

  const entries = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    if (isOpen) root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      if (event.key === 'Escape') button.current?.focus();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    all[step(at, all.length)]?.focus();
  };

  return (
    <div className="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        className={buttonClass({ look: 'quiet', size: 'icon' })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div className="menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item, index) => (
            <Item
              key={item.key}
              item={item}
              id={`${id}-${String(index)}`}
              onDone={() => {
                close();
                button.current?.focus();
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}
