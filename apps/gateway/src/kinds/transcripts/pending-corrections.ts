import type { ArtifactStore } from '@throughline/artifact-store';
import { correctionPrefix, isUuid } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';

export interface PendingPorts {
  readonly artifacts: Pick<ArtifactStore, 'list' | 'put' | 'remove' | 'removePrefix' | 'stat'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** The notes have a prefix of their own, so that listing them does not walk over every recording. */
const PENDING = 'pending-corrections';
const noteKey = (assetId: string, correctionId: string): string => `${PENDING}/${assetId}/${correctionId}`;

/**
 * Notes on corrections whose files are stored but whose event is not in the log yet. If the gateway dies in between, the notes
 * lead to the files that nothing refers to.
 */
export class PendingCorrections {
  constructor(private readonly ports: PendingPorts) {}

  async note(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.put(noteKey(assetId, correctionId), new Uint8Array());
  }

  /** Removes the note once the event is in the log. */
  async settle(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.remove(noteKey(assetId, correctionId));
  }

  /**
   * Removes the files of a correction without an event. Removes the note last, so that an interrupted removal can be repeated.
   */
  async discard(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.removePrefix(correctionPrefix(assetId, correctionId));
    await this.settle(assetId, correctionId);
  }

  /**
   * Removes what crashed gateways left, once too old for any gateway to be still working on it. Returns the number of removed
   * corrections.
   */
  async sweep(olderThanMs: number, signal: AbortSignal): Promise<number> {
    let removed = 0;
    for await (const { key } of this.ports.artifacts.list(PENDING)) {
      signal.throwIfAborted();
      // One unreadable item must not keep the others from being swept.
      if (await this.isRemoved(key, olderThanMs).catch(this.ports.onError)) removed += 1;
    }
    return removed;
  }

  private async isRemoved(key: string, olderThanMs: number): Promise<boolean> {
    const [, assetId = '', correctionId = ''] = key.split('/');
    if (!isUuid(assetId) || !isUuid(correctionId) || !(await this.isOld(key, olderThanMs))) return false;
    const isRecorded = await this.isRecorded(assetId, correctionId);
    await (isRecorded ? this.settle(assetId, correctionId) : this.discard(assetId, correctionId));
    return !isRecorded;
  }

  private async isOld(key: string, olderThanMs: number): Promise<boolean> {
    const found = await this.ports.artifacts.stat(key);
    return found !== undefined && this.ports.now().getTime() - Date.parse(found.modifiedAt) > olderThanMs;
  }

  private async isRecorded(assetId: string, correctionId: string): Promise<boolean> {
    const { commits } = await this.ports.history.load(assetId);
    return commits.some(({ commit }) =>
      commit.events.some(({ type, data }) => type === 'TranscriptCorrected' && data.correctionId === correctionId),
    );
  }
}
