import type { Command } from '@throughline/domain';
import {
  AssetCommands,
  QuarantineCommands,
  type AssetLog,
  type CommandMeta,
  type CommandOutcome,
  type LoadedAsset,
} from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { LogGuard } from './log-guard.js';

/** Refuses commands while the log cannot be trusted. Reads are still served. */
export class GuardedCommands extends AssetCommands {
  constructor(
    store: AssetLog,
    private readonly guard: Pick<LogGuard, 'require'>,
  ) {
    super(store);
  }

  override async execute(assetId: string, command: Command, meta: CommandMeta, hint?: LoadedAsset): Promise<CommandOutcome> {
    this.guard.require();
    return super.execute(assetId, command, meta, hint);
  }
}

/** Guards commands on quarantined items in the same way. */
export const createGuardedActs = (
  { append, messages }: Pick<EventStore, 'append' | 'messages'>,
  guard: Pick<LogGuard, 'require'>,
): QuarantineCommands =>
  new QuarantineCommands({
    messages,
    append: (...commit) => {
      guard.require();
      return append(...commit);
    },
  });
