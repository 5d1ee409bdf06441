import type { Command } from '@throughline/domain';
import {
  AssetCommands,
  QuarantineActs,
  type AssetLog,
  type CommandMeta,
  type CommandOutcome,
  type LoadedAsset,
} from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { LogGuard } from './log-guard.js';

/** Commands that are refused while the log cannot be trusted. Reading goes on. */
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

/** The same for what is decided about items in quarantine. */
export const guardedActs = (
  { append, messages }: Pick<EventStore, 'append' | 'messages'>,
  guard: Pick<LogGuard, 'require'>,
): QuarantineActs =>
  new QuarantineActs({
    messages,
    append: (...commit) => {
      guard.require();
      return append(...commit);
    },
  });
