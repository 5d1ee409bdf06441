import type { Document } from '@throughline/api-client';
import { useCallback, useState } from 'react';
import { addPages, arrangePages, hasRoomFor, type Arrangement } from './arrangement.js';
import { MOST_PAGES } from './most-pages.js';
import type { OtherPages } from './OtherFile.js';

interface Other {
  readonly document: Document;
  /** The page before which its pages go. */
  readonly before: string | undefined;
}

export interface OthersState {
  readonly others: readonly Other[];
  readonly opened: ReadonlyMap<string, OtherPages>;
  /** Documents whose pages were not added, because there would be too many. */
  readonly tooLong: ReadonlySet<string>;
  /** Ids of documents whose files are not open yet. */
  readonly unopened: readonly string[];
  readonly add: (document: Document, before: string | undefined) => void;
  readonly onOpen: (pages: OtherPages) => void;
  /** Gives a document up whose file cannot be opened, or whose pages were not added. */
  readonly forget: (id: string) => void;
}

const NONE: ReadonlyMap<string, OtherPages> = new Map();

const NOBODY: ReadonlySet<string> = new Set();

/** Places the pages of opened documents. Returns the ids of those for whose pages there is no room. */
export function placeOthers(
  pages: Arrangement,
  others: readonly { readonly document: Pick<Document, 'id'>; readonly before: string | undefined }[],
  opened: ReadonlyMap<string, Pick<OtherPages, 'count'>>,
): readonly [placed: Arrangement, refused: readonly string[]] {
  const refused: string[] = [];
  let placed = pages;
  for (const { document, before } of others) {
    const count = opened.get(document.id)?.count ?? 0;
    // A file states its number of pages itself, so it may be any number.
    const added = arrangePages(document.id, Math.min(count, MOST_PAGES + 1));
    if (hasRoomFor(placed, added, MOST_PAGES)) placed = addPages(placed, added, before);
    else refused.push(document.id);
  }
  return [placed, refused];
}

/** The other documents whose pages are mixed in. Their files stay open, so that Undo can show the pages again. */
export function useOthers(pages: Arrangement, change: (next: (before: Arrangement) => Arrangement) => void): OthersState {
  const [others, setOthers] = useState<readonly Other[]>([]);
  const [opened, setOpened] = useState(NONE);
  const [added, setAdded] = useState(NOBODY);
  const [tooLong, setTooLong] = useState(NOBODY);
  const place = (all: readonly Other[]): void => {
    const [, refused] = placeOthers(pages, all, opened);
    change((now) => placeOthers(now, all, opened)[0]);
    setTooLong(new Set([...[...tooLong].filter((id) => all.every(({ document }) => document.id !== id)), ...refused]));
  };
  // The pages are placed while the view renders the opened file for the first time.
  const fresh = others.filter(({ document: { id } }) => opened.has(id) && !added.has(id));
  if (fresh.length > 0) {
    setAdded(new Set([...added, ...fresh.map(({ document }) => document.id)]));
    place(fresh);
  }
  const onOpen = useCallback((pages: OtherPages) => {
    setOpened((before) => new Map(before).set(pages.id, pages));
  }, []);
  return {
    others,
    opened,
    tooLong,
    unopened: others.map(({ document }) => document.id).filter((id) => !opened.has(id)),
    add: (document, before) => {
      if (opened.has(document.id)) place([{ document, before }]);
      else
        setOthers((known) => (known.some((one) => one.document.id === document.id) ? known : [...known, { document, before }]));
    },
    onOpen,
    forget: (id) => {
      setTooLong(new Set([...tooLong].filter((one) => one !== id)));
      // The file stays open for Undo.
      if (opened.has(id)) return;
      setOthers((known) => known.filter(({ document }) => document.id !== id));
    },
  };
}
