import type { ArtifactStore } from '@throughline/artifact-store';
import { kindOf, uploadPrefix } from '@throughline/contracts';
import type { AssetCommands, CommandOutcome } from '@throughline/engine';
import type { Failpoint } from '@throughline/service-kit';
import { INTAKES, assetOfIntakeKey, decodeIntake, encodeIntake, intakeKey, type Intake } from './intake.js';
import { keepsSource } from './keeps-source.js';

export interface IntakesPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'execute' | 'load'>;
  readonly now: () => Date;
  readonly failpoint: Failpoint;
}

/**
 * Registrations that must survive a gateway: written down when the bytes are stored, carried out, then removed.
 * Whoever finds one carries it out; the command's id makes the second time add nothing.
 */
export class Intakes {
  constructor(private readonly ports: IntakesPorts) {}

  /** Registers what was uploaded. After a crash anywhere in here a sweep does the rest. */
  async register(intake: Intake): Promise<CommandOutcome> {
    await this.write(intake);
    await this.ports.failpoint('gateway.upload-stored');
    const outcome = await this.settled(intake);
    await this.ports.failpoint('gateway.appended');
    await this.settle(intake.assetId, outcome);
    return outcome;
  }

  /** Carries out every pending registration. Returns how many became recordings. */
  async completeAll(signal: AbortSignal): Promise<number> {
    let completed = 0;
    for await (const { key } of this.ports.artifacts.list(INTAKES)) {
      signal.throwIfAborted();
      const assetId = assetOfIntakeKey(key);
      if (assetId !== undefined && (await this.complete(assetId))) completed += 1;
    }
    return completed;
  }

  /** Removes the bytes of a request that was refused before it was written down; not those of another one with its key. */
  async abandon(assetId: string): Promise<void> {
    if ((await this.ports.artifacts.stat(intakeKey(assetId))) !== undefined) return;
    await this.removeUnregistered(assetId);
  }

  private async giveUp(assetId: string, error: unknown): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    const removed = this.removeUnregistered(assetId).catch(() => undefined);
    // The log that could not be written is asked whether it has the asset: the client need not wait for that as well.
    if (kindOf(error) !== 'unavailable') await removed;
  }

  private async settle(assetId: string, { asset }: CommandOutcome): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    if (!keepsSource(asset)) await this.removeUnregistered(assetId);
  }

  private async discard(assetId: string): Promise<void> {
    await this.ports.artifacts.remove(intakeKey(assetId));
    await this.removeUnregistered(assetId);
  }

  /** What cannot be told apart from a recording's source stays, for the collector. */
  private async removeUnregistered(assetId: string): Promise<void> {
    if (!keepsSource(await this.ports.commands.load(assetId))) await this.ports.artifacts.removePrefix(uploadPrefix(assetId));
  }

  private async complete(assetId: string): Promise<boolean> {
    const intake = await this.read(assetId);
    if (intake === undefined) return false;
    const outcome = await this.execute(intake);
    if (outcome.kind === 'rejected') await this.discard(assetId);
    else await this.settle(assetId, outcome);
    return outcome.kind === 'accepted' && !outcome.duplicate;
  }

  private async write(intake: Intake): Promise<void> {
    try {
      await this.ports.artifacts.put(intakeKey(intake.assetId), encodeIntake(intake));
    } catch (error) {
      // An earlier try of this request left one. What it says is done first; the command then finds its own commit.
      if (kindOf(error) !== 'exists') throw error;
      await this.complete(intake.assetId);
    }
  }

  /** A registration that surely did not happen leaves nothing; one that may have happened is left to the sweep. */
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
      // Another gateway was quicker.
      if (kindOf(error) === 'not-found') return undefined;
      throw error;
    }
  }
}
