import type { ReactElement, ReactNode } from 'react';
import { text } from '../texts/text.js';

const words = text.documentView.parts;

export type Tab = 'fields' | 'outputs' | 'files' | 'about' | 'history';

const TABS: readonly Tab[] = ['fields', 'outputs', 'files', 'about', 'history'];

export interface TabsProps {
  readonly tab: Tab;
  /** The parts that have content. */
  readonly filled: readonly Tab[];
  readonly onTab: (tab: Tab) => void;
}

/** Returns the chosen part, or the first one with content if that one is empty. */
export const findTab = (chosen: Tab | undefined, filled: readonly Tab[]): Tab =>
  chosen !== undefined && filled.includes(chosen) ? chosen : (filled[0] ?? 'history');

/** Chooses the part below the pages on a phone. A wider window shows all parts, and no tabs. */
export function PartTabs({ tab, filled, onTab }: TabsProps): ReactElement {
  return (
    <div className="part-tabs" role="group" aria-label={words.label}>
      {TABS.filter((one) => filled.includes(one)).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === tab}
          onClick={() => {
            onTab(one);
          }}
        >
          {words[one]}
        </button>
      ))}
    </div>
  );
}

interface PartProps {
  readonly of: Tab;
  readonly tab: Tab;
  readonly children: ReactNode;
}

/** A part that a phone shows only in its tab. It stays mounted, so that nothing typed is lost. */
export function TabPart({ of, tab, children }: PartProps): ReactElement {
  return <div className={of === tab ? 'tab-part' : 'tab-part other-tab'}>{children}</div>;
}
