import type { ArtifactStore } from '@throughline/artifact-store';
import { isUuid, uploadPrefix } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import { intakeKey } from './intake.js';
import { keepsSource } from './keeps-source.js';

export interface OrphanPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly now: () => Date;
}

const UPLOADS = 'uploads';

const isOld = async ({ artifacts, now }: OrphanPorts, key: string, olderThanMs: number): Promise<boolean> => {
  const found = await artifacts.stat(key);
  return found !== undefined && now().getTime() - new Date(found.modifiedAt).getTime() > olderThanMs;
};

/**
 * Removes uploads that nothing refers to: no recording, no pending registration, and old enough that no gateway can
 * still be busy with them. Such are left by a gateway that died between the last byte and its intake.
 */
export async function removeOrphans(ports: OrphanPorts, olderThanMs: number, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for await (const { key } of ports.artifacts.list(UPLOADS)) {
    signal.throwIfAborted();
    const assetId = key.split('/')[1] ?? '';
    if (!isUuid(assetId) || !(await isOld(ports, key, olderThanMs))) continue;
    if ((await ports.artifacts.stat(intakeKey(assetId))) !== undefined) continue;
    if (keepsSource(await ports.commands.load(assetId))) continue;
    await ports.artifacts.removePrefix(uploadPrefix(assetId));
    removed += 1;
  }
  return removed;
}
