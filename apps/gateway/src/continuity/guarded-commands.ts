import type { Command } from '@throughline/domain';
import { AssetCommands, type AssetLog, type CommandMeta, type CommandOutcome, type LoadedAsset } from '@throughline/engine';
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
