import type { RecordRevision } from '@throughline/messaging';
import type { SessionNotes, StoredNote } from './session-notes.js';

/** A delivery in progress that consists of several uploads. Every attempt at the same content continues it. */
interface FolderDraft {
  readonly folder: object;
  /** Given up: no attempt continues it, and its files are being deleted. */
  readonly dropped?: true;
}

export interface StoredDraft<Draft> {
  readonly draft: Draft;
  readonly revision: RecordRevision;
}

interface DraftNotes<Draft> extends Pick<SessionNotes<never>, 'remove'> {
  find(id: string): Promise<StoredNote<Draft> | undefined>;
  write(id: string, draft: Draft, replaced: RecordRevision | undefined): Promise<boolean>;
}

/** Sealed store of drafts. They hold upload sessions, which no event may hold. */
export class DraftStore<Draft extends FolderDraft> {
  constructor(
    private readonly notes: DraftNotes<Draft>,
    /** Identifies the folder. All attempts share the name of a draft, so another folder means another draft. */
    private readonly identify: (folder: Draft['folder']) => string,
  ) {}

  async find(id: string): Promise<StoredDraft<Draft> | undefined> {
    const found = await this.notes.find(id);
    return found === undefined ? undefined : { draft: found.note, revision: found.revision };
  }

  /** Returns `undefined` for another draft of this id. */
  async findSame(id: string, known: Pick<Draft, 'folder'>): Promise<StoredDraft<Draft> | undefined> {
    const found = await this.find(id);
    return found !== undefined && this.identify(found.draft.folder) === this.identify(known.folder) ? found : undefined;
  }

  /** Stores a draft. Returns false if another attempt was first. */
  begin(id: string, draft: Draft, replaced: RecordRevision | undefined): Promise<boolean> {
    return this.notes.write(id, draft, replaced);
  }

  /** Changes a draft. Returns `undefined` if it was given up or replaced by another one of this id. */
  async change(id: string, known: Pick<Draft, 'folder'>, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    for (;;) {
      const found = await this.findSame(id, known);
      if (found === undefined || found.draft.dropped === true) return undefined;
      const changed = change(found.draft);
      if (await this.begin(id, changed, found.revision)) return changed;
    }
  }

  /** Gives a draft up, so that nobody completes it. Returns false if it has changed since it was read. */
  drop(id: string, { draft, revision }: StoredDraft<Draft>): Promise<boolean> {
    return this.begin(id, { ...draft, dropped: true }, revision);
  }

  async remove(id: string, known: Pick<Draft, 'folder'>): Promise<void> {
    const found = await this.findSame(id, known);
    if (found !== undefined) await this.notes.remove(id, found);
  }
}
