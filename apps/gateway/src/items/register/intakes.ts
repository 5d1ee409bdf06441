import type { ArtifactStore } from '@throughline/artifact-store';
import { isUuid, kindOf, uploadPrefix } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import type { AssetCommands, CommandOutcome, LoadedAsset } from '@throughline/engine';
import { NO_REVISION, type EventStore } from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import { assetOfIntakeKey, decodeIntake, encodeIntake, intakeKey, INTAKES, type Intake } from './intake.js';

interface OrphanPorts {
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

export interface IntakesPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly now: () => Date;
  readonly failpoint: Failpoint;
}

/**
 * Registrations that must survive a crash: written when the bytes are stored, carried out, then removed. Any gateway may carry
 * one out. The command's id makes a second execution a no-op.
 */
export class Intakes {
  constructor(private readonly ports: IntakesPorts) {}

  /** Registers an upload. A sweep completes it after a crash anywhere in here. */
  async register(intake: Intake): Promise<CommandOutcome> {
    await this.write(intake);
    await this.ports.failpoint('gateway.upload-stored');
    const outcome = await this.settled(intake);
    await this.ports.failpoint('gateway.appended');
    await this.settle(intake.assetId, outcome);
    return outcome;
  }

  async completeAll(signal: AbortSignal): Promise<number> {
    let completed = 0;
    for await (const { key } of this.ports.artifacts.list(INTAKES)) {
      signal.throwIfAborted();
      const assetId = assetOfIntakeKey(key);
      if (assetId !== undefined && (await this.complete(assetId))) completed += 1;
    }
    return completed;
  }

  /**
   * Removes the bytes of a request that was refused before its intake was written. Keeps those of another request with the same
   * key.
   */
  async abandon(assetId: string): Promise<void> {
    if ((await this.ports.artifacts.stat(intakeKey(assetId))) !== undefined) return;
    await this.removeUnregistered(assetId);
  }

  private async giveUp(assetId: string, error: unknown): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    const removed = this.removeUnregistered(assetId).catch(() => undefined);
    // The log is unavailable, and removing asks it for the asset: do not make the client wait for that as well.
    if (kindOf(error) !== 'unavailable') await removed;
  }

  private async settle(assetId: string, { asset }: CommandOutcome): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    if (!shouldKeepSource(asset)) await this.removeUnregistered(assetId);
  }

  private async discard(assetId: string): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    await this.removeUnregistered(assetId);
  }

  /** Removes uploaded bytes unless they may be a recording's source. Those stay for the collector. */
  private async removeUnregistered(assetId: string): Promise<void> {
    if (!shouldKeepSource(await this.ports.commands.load(assetId)))
      await this.ports.artifacts.removePrefix(uploadPrefix(assetId));
  }

  private async complete(assetId: string): Promise<boolean> {
    const intake = await this.read(assetId);
    if (intake === undefined) return false;
    const outcome = await this.execute(intake).catch((error: unknown) => {
      if (kindOf(error) === 'library-gone') return undefined;
      throw error;
    });
    if (outcome === undefined || outcome.kind === 'rejected') {
      await this.discard(assetId);
      return false;
    }
    await this.settle(assetId, outcome);
    return outcome.kind === 'accepted' && !outcome.duplicate;
  }

  private async write(intake: Intake): Promise<void> {
    try {
      await this.ports.artifacts.put(intakeKey(intake.assetId), encodeIntake(intake));
    } catch (error) {
      // An earlier attempt at this request left an intake. Carry that out first; the command then finds its own commit.
      if (kindOf(error) !== 'exists') throw error;
      await this.complete(intake.assetId);
    }
  }

  /** Cleans up after a registration that certainly failed, and leaves one with an unknown outcome to the sweep. */
  private async settled(intake: Intake): Promise<CommandOutcome> {
    try {
      const outcome = await this.execute(intake);
      if (outcome.kind === 'rejected') await this.discard(intake.assetId);
      return outcome;
    } catch (error) {
      if (kindOf(error) !== 'outcome-unknown') await this.giveUp(intake.assetId, error);
      throw error;
    }
  }

  private execute(intake: Intake): Promise<CommandOutcome> {
    const command = { ...intake.command, now: this.ports.now().toISOString() };
    const meta = { commandId: intake.commandId, actor: intake.actor, correlationId: intake.commandId };
    return this.ports.commands.execute(intake.assetId, command, meta);
  }

  private async read(assetId: string): Promise<Intake | undefined> {
    try {
      const { stream } = await this.ports.artifacts.open(intakeKey(assetId));
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) chunks.push(chunk as Uint8Array);
      return decodeIntake(Buffer.concat(chunks));
    } catch (error) {
      // Another gateway has already completed it.
      if (kindOf(error) === 'not-found') return undefined;
      throw error;
    }
  }
}

/** Returns false for erased and expired items: their bytes must go, even if uploaded again with the registration's key. */
const shouldKeepSource = (asset: Pick<LoadedAsset, 'state'> | undefined): boolean =>
  asset !== undefined && isPresent(asset.state) && asset.state.erasedAt === undefined && asset.state.expiredAt === undefined;
