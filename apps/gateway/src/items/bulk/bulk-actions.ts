import { principalOf } from '../../kit/http/access.js';
import type { Exchange } from '../../kit/http/idempotency/http.js';
import type { PauseBody } from '../commands/commands.dto.js';
import type { OutcomeItem } from '../commands/outcome.js';
import type { OwnedItems } from '../commands/owned-items.js';
import type { RunOverrides } from '../runs/run-overrides.dto.js';
import type { BulkAction, BulkBody, CommandsForMany } from './commands-for-many.js';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES, type BulkOutcome } from './bulk-work.js';
import type { BulkRequests } from './bulk-requests.js';
import type { Selection } from './bulk.dto.js';

interface ActionRequest {
  readonly action: BulkAction;
  readonly body: BulkBody;
  readonly selection: Selection;
  readonly outcomes: readonly BulkOutcome[];
  readonly done: (item: OutcomeItem) => BulkOutcome;
}

/** Runs and pauses up to 500 items in one request, for every pipeline. */
export class BulkActions {
  constructor(
    private readonly bulk: BulkRequests,
    private readonly items: OwnedItems,
    private readonly commands: CommandsForMany,
  ) {}

  run(exchange: Exchange, request: { readonly body: RunOverrides; readonly selection: Selection }): Promise<void> {
    return this.#carryOut(exchange, {
      ...request,
      action: 'run',
      outcomes: BULK_RUN_OUTCOMES,
      done: ({ code }) => (code === 'resumed' ? 'resumed' : 'started'),
    });
  }

  pause(exchange: Exchange, body: PauseBody, selection: Selection): Promise<void> {
    return this.#carryOut(exchange, { action: 'pause', body, selection, outcomes: BULK_PAUSE_OUTCOMES, done: () => 'paused' });
  }

  async #carryOut(exchange: Exchange, { action, ...request }: ActionRequest): Promise<void> {
    const principal = principalOf(exchange.request);
    await this.bulk.carryOut(exchange, {
      ...request,
      prepare: async () => {
        await this.commands.check(action, request.body, principal);
        const command = await this.commands.of(action, request.body, principal.ownerId);
        return { ...command, send: (sender, id, how) => this.items[how](sender, id, command.build(sender, id), command) };
      },
    });
  }
}
