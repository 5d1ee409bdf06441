import type { ArtifactStore } from '@throughline/artifact-store';
import { correctionPrefix, isUuid } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';

export interface PendingPorts {
  readonly artifacts: Pick<ArtifactStore, 'list' | 'put' | 'remove' | 'removePrefix' | 'stat'>;
  readonly history: Pick<EventStore, 'load'>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** They stand together and apart from what they are about: looking for them must not cost a walk over every recording. */
const PENDING = 'pending-corrections';
const noteKey = (assetId: string, correctionId: string): string => `${PENDING}/${assetId}/${correctionId}`;

/**
 * Corrections whose files are being stored and whose event is not there yet. A gateway that dies in between leaves files that nothing
 * refers to: by these notes they are found, and go.
 */
export class PendingCorrections {
  constructor(private readonly ports: PendingPorts) {}

  async note(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.put(noteKey(assetId, correctionId), new Uint8Array());
  }

  /** The event is there. */
  async settle(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.remove(noteKey(assetId, correctionId));
  }

  /** There will be no event. The note goes last: whatever comes in between, it leads to what is left. */
  async discard(assetId: string, correctionId: string): Promise<void> {
    await this.ports.artifacts.removePrefix(correctionPrefix(assetId, correctionId));
    await this.settle(assetId, correctionId);
  }

  /** Removes what gateways that died have left, old enough that none can still be busy with it. Returns how many corrections that were. */
  async sweep(olderThanMs: number, signal: AbortSignal): Promise<number> {
    let removed = 0;
    for await (const { key } of this.ports.artifacts.list(PENDING)) {
      signal.throwIfAborted();
      // One that cannot be looked at, say of a history that cannot be read, keeps no other one from going.
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
