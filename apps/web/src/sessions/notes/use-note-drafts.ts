import { useRef, useState } from 'react';
import { useUnsaved } from '../../recording/results/use-unsaved.js';
import { getNoteDrafts, setNoteDraft, settleNoteDraft, type NoteDraft, type NoteDrafts } from './note-drafts.js';

interface DraftsOfSession {
  readonly drafts: NoteDrafts;
  /** Keeps a draft; undefined forgets it. */
  readonly keep: (note: string, draft: NoteDraft | undefined) => void;
  /** Forgets a draft that is saved, unless the person has changed it since. */
  readonly settle: (note: string, saved: NoteDraft) => void;
}

/** The unsaved notes of one person about one session. They stay in this browser. */
export function useNoteDrafts(user: string, item: string): DraftsOfSession {
  const key = { user, item };
  const [drafts, setDrafts] = useState<NoteDrafts>(() => getNoteDrafts().find(key) ?? {});
  const latest = useRef(drafts);
  const isKept = useRef(true);
  useUnsaved(Object.keys(drafts).length > 0, isKept);
  const store = (next: NoteDrafts): void => {
    latest.current = next;
    setDrafts(next);
    if (Object.keys(next).length > 0) isKept.current = getNoteDrafts().keep(key, next);
    else getNoteDrafts().forget(key);
  };
  return {
    drafts,
    keep: (note, draft) => {
      store(setNoteDraft(latest.current, note, draft));
    },
    settle: (note, saved) => {
      store(settleNoteDraft(latest.current, note, saved));
    },
  };
}
