import { useState, useSyncExternalStore } from 'react';
import { useUnsaved } from '../../recording/results/use-unsaved.js';
import { NoteDraftStore, setNoteDraft, settleNoteDraft, type NoteDraft, type NoteDrafts } from './note-drafts.js';

interface DraftsOfSession {
  readonly drafts: NoteDrafts;
  /** Keeps a draft; undefined forgets it. */
  readonly keep: (note: string, draft: NoteDraft | undefined) => void;
  /** Forgets a draft that is saved, unless the person has changed it since. */
  readonly settle: (note: string, saved: NoteDraft) => void;
}

/** The unsaved notes of one person about one session. They stay in this browser. */
export function useNoteDrafts(user: string, item: string): DraftsOfSession {
  const [store] = useState(() => new NoteDraftStore({ user, item }));
  const drafts = useSyncExternalStore(store.subscribe, store.list, store.list);
  useUnsaved(Object.keys(drafts).length > 0, store.isKept);
  return {
    drafts,
    keep: (note, draft) => {
      store.change((before) => setNoteDraft(before, note, draft));
    },
    settle: (note, saved) => {
      store.change((before) => settleNoteDraft(before, note, saved));
    },
  };
}
