import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { noteDrafts, setNoteDraft, settleNoteDraft, type NoteDraft, type NoteDrafts } from './note-drafts.js';

interface DraftsOfSession {
  readonly drafts: NoteDrafts;
  /** Keeps a draft; undefined forgets it. */
  readonly keep: (note: string, draft: NoteDraft | undefined) => void;
  /** Forgets a draft that is saved, unless the person has changed it since. */
  readonly settle: (note: string, saved: NoteDraft) => void;
}

/** The unsaved notes of one person about one session. */
export function useNoteDrafts(item: string): DraftsOfSession {
  const [drafts, change] = useSharedDraft(noteDrafts, item);
  return {
    drafts,
    keep: (note, draft) => {
      change((before) => setNoteDraft(before, note, draft));
    },
    settle: (note, saved) => {
      change((before) => settleNoteDraft(before, note, saved));
    },
  };
}
