import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

export interface TabsProps<T extends string> {
  readonly tab: T;
  /** The parts that have content. */
  readonly filled: readonly T[];
  readonly onTab: (tab: T) => void;
}

interface NamedTabsProps<T extends string> extends TabsProps<T> {
  /** The name of the group. */
  readonly label: string;
  /** The names of all parts, in their order. */
  readonly names: Readonly<Record<T, string>>;
}

/** Returns the chosen part, or the first one with content if that one is empty. */
export const findTab = <T extends string>(chosen: T | undefined, filled: readonly T[], last: T): T =>
  chosen !== undefined && filled.includes(chosen) ? chosen : (filled[0] ?? last);

/** Calls back once a part that a phone has hidden is shown. */
export const afterTab = (then: () => void): void => {
  requestAnimationFrame(then);
};

/** Chooses the part below the result on a phone. A wider window shows all parts, and no tabs. */
export function PartTabs<T extends string>({ tab, filled, onTab, label, names }: NamedTabsProps<T>): ReactElement {
  const group = useRef<HTMLDivElement>(null);
  // Other parts of the view choose tabs too, also those at the end of a row that is wider than the phone.
  useEffect(() => {
    const row = group.current;
    const chosen = row?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (row && chosen) row.scrollTo({ left: chosen.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2 });
  }, [tab]);
  return (
    <div ref={group} className="part-tabs" role="group" aria-label={label}>
      {(Object.keys(names) as T[])
        .filter((one) => filled.includes(one))
        .map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === tab}
            onClick={() => {
              onTab(one);
            }}
          >
            {names[one]}
          </button>
        ))}
    </div>
  );
}

interface PartProps<T extends string> {
  /** Undefined: the part is never hidden. */
  readonly of: T | undefined;
  readonly tabs: Pick<TabsProps<T>, 'tab' | 'onTab'>;
  readonly className?: string;
  /** Names the part for the styles. */
  readonly part?: string;
  readonly children: ReactNode;
}

/** A part that a phone shows only in its tab. It stays mounted, so that nothing typed is lost. */
export function TabPart<T extends string>({ of, tabs, className = 'tab-part', part, children }: PartProps<T>): ReactElement {
  const { tab, onTab } = tabs;
  return (
    <div
      className={(of ?? tab) === tab ? className : `${className} other-tab`}
      data-part={part}
      // Otherwise content that arrives in another tab would hide the part in which somebody types.
      onFocus={() => {
        if (of !== undefined) onTab(of);
      }}
    >
      {children}
    </div>
  );
}
