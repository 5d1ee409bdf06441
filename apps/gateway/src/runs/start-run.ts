import type { Actor } from '@throughline/contracts';
import type { AssetCommands, CommandOutcome } from '@throughline/engine';
import type { RunOverrides } from './run-overrides.dto.js';
import type { RunRequests } from './run-requests.js';

export interface StartRunInput {
  readonly assetId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly overrides: RunOverrides;
}

/** `/run`, the one way to start work (RUN-01). What it does is decided by the domain, from the log. */
export class StartRuns {
  constructor(
    private readonly commands: Pick<AssetCommands, 'execute'>,
    private readonly requests: RunRequests,
    private readonly now: () => Date,
  ) {}

  start(input: StartRunInput): Promise<CommandOutcome> {
    const { assetId, commandId, actor, correlationId } = input;
    const run = this.requests.request(assetId, commandId, input.overrides);
    const command = { type: 'StartRun', now: this.now().toISOString(), by: actor.id, ...run } as const;
    return this.commands.execute(assetId, command, { commandId, actor, correlationId });
  }
}
