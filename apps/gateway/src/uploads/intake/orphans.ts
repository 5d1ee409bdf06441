import type { ArtifactStore } from '@throughline/artifact-store';
import { isUuid, uploadPrefix } from '@throughline/contracts';
import { NO_REVISION, type EventStore } from '@throughline/event-store';
import { intakeKey } from './intake.js';

export interface OrphanPorts {
  readonly artifacts: ArtifactStore;
  readonly history: Pick<EventStore, 'head'>;
  readonly now: () => Date;
}

const UPLOADS = 'uploads';

const isOld = async ({ artifacts, now }: OrphanPorts, key: string, olderThanMs: number): Promise<boolean> => {
  const found = await artifacts.stat(key);
  return found !== undefined && now().getTime() - new Date(found.modifiedAt).getTime() > olderThanMs;
};

/**
 * Removes uploads that nothing refers to: no recording, no pending registration, and too old for any gateway to be still
 * working on them.
 * A gateway leaves them if it dies between the last byte and the intake.
 * To find a recording, reads only its last revision: loading every item would evict active ones from the cache.
 * The keeper removes the files of erased and expired items.
 */
export async function removeOrphans(ports: OrphanPorts, olderThanMs: number, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for await (const { key } of ports.artifacts.list(UPLOADS)) {
    signal.throwIfAborted();
    const assetId = key.split('/')[1] ?? '';
    if (!isUuid(assetId) || !(await isOld(ports, key, olderThanMs))) continue;
    if ((await ports.artifacts.stat(intakeKey(assetId))) !== undefined) continue;
    if ((await ports.history.head(assetId)) !== NO_REVISION) continue;
    await ports.artifacts.removePrefix(uploadPrefix(assetId));
    removed += 1;
  }
  return removed;
}
