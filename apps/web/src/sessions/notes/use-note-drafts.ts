import { useRef, useState } from 'react';
import { useUnsaved } from '../../recording/results/use-unsaved.js';
import { getNoteDrafts, setNoteDraft, type NoteDraft, type NoteDrafts } from './note-drafts.js';

interface DraftsOfSession {
  readonly drafts: NoteDrafts;
  /** Keeps a draft; undefined forgets it. */
  readonly keep: (note: string, draft: NoteDraft | undefined) => void;
}

/** The unsaved notes of one person about one session. They stay in this browser. */
export function useNoteDrafts(user: string, item: string): DraftsOfSession {
  const key = { user, item };
  const [drafts, setDrafts] = useState<NoteDrafts>(() => getNoteDrafts().find(key) ?? {});
  const latest = useRef(drafts);
  const isKept = useRef(true);
  useUnsaved(Object.keys(drafts).length > 0, isKept);
  return {
    drafts,
    keep: (note, draft) => {
      latest.current = setNoteDraft(latest.current, note, draft);
      setDrafts(latest.current);
      if (Object.keys(latest.current).length > 0) isKept.current = getNoteDrafts().keep(key, latest.current);
      else getNoteDrafts().forget(key);
    },
  };
}
