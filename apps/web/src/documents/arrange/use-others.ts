import type { Document } from '@throughline/api-client';
import { useCallback, useState } from 'react';
import { addPages, arrangePages, type Arrangement } from './arrangement.js';
import type { OtherPages } from './OtherFile.js';

interface Other {
  readonly document: Document;
  /** The page before which its pages go. */
  readonly before: string | undefined;
}

export interface OthersState {
  readonly others: readonly Other[];
  readonly opened: ReadonlyMap<string, OtherPages>;
  readonly isReading: boolean;
  readonly add: (document: Document, before: string | undefined) => void;
  readonly onOpen: (pages: OtherPages) => void;
  /** Gives a document up whose file cannot be opened. */
  readonly forget: (id: string) => void;
}

const NONE: ReadonlyMap<string, OtherPages> = new Map();

const toArrangement = ({ id, count }: OtherPages): Arrangement => arrangePages(id, count);

/** The other documents whose pages are mixed in. Their files stay open, so that Undo can show the pages again. */
export function useOthers(change: (next: (before: Arrangement) => Arrangement) => void): OthersState {
  const [others, setOthers] = useState<readonly Other[]>([]);
  const [opened, setOpened] = useState(NONE);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  // The pages are placed while the view renders the opened file for the first time.
  const fresh = others.filter(({ document: { id } }) => opened.has(id) && !added.has(id));
  if (fresh.length > 0) {
    setAdded(new Set([...added, ...fresh.map(({ document }) => document.id)]));
    for (const { document, before } of fresh) {
      const pages = opened.get(document.id);
      if (pages !== undefined) change((now) => addPages(now, toArrangement(pages), before));
    }
  }
  const onOpen = useCallback((pages: OtherPages) => {
    setOpened((before) => new Map(before).set(pages.id, pages));
  }, []);
  return {
    others,
    opened,
    isReading: others.some(({ document }) => !opened.has(document.id)),
    add: (document, before) => {
      const pages = opened.get(document.id);
      if (pages !== undefined) change((now) => addPages(now, toArrangement(pages), before));
      else
        setOthers((known) => (known.some((one) => one.document.id === document.id) ? known : [...known, { document, before }]));
    },
    onOpen,
    forget: (id) => {
      setOthers((known) => known.filter(({ document }) => document.id !== id));
    },
  };
}
