import { principalOf } from '../../http/access.js';
import type { Exchange } from '../../http/idempotency/http.js';
import type { OwnedItems } from '../commands/owned-items.js';
import type { PauseBody } from '../commands/commands.dto.js';
import { resolvePauseEnd, pauseRun } from '../commands/person-commands.js';
import { describePause, describeRun } from '../commands/describe-outcome.js';
import { hasOverrides, type StartRuns } from '../runs/start-run.js';
import type { RunOverrides } from '../runs/run-overrides.dto.js';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from './bulk-work.js';
import type { BulkRequests, Selection } from './bulk-requests.js';

/** Rejections that a bulk pause reports as `skipped`: a run that cannot be paused is no error here (RUN-21). */
const NOT_RUNNING: ReadonlySet<string> = new Set(['not-pausable', 'deleted', 'expired', 'erased']);

/** Runs and pauses many items at once, for every pipeline. */
export class BulkActions {
  constructor(
    private readonly bulk: BulkRequests,
    private readonly items: OwnedItems,
    private readonly runs: StartRuns,
  ) {}

  async run(
    exchange: Exchange,
    { body, selection }: { readonly body: RunOverrides; readonly selection: Selection },
  ): Promise<void> {
    this.runs.check(body);
    const terms = await this.runs.terms(principalOf(exchange.request).ownerId);
    await this.bulk.carryOut(exchange, {
      body,
      selection,
      outcomes: BULK_RUN_OUTCOMES,
      send: (sender, id, how) =>
        this.items[how](sender, id, (context, state, _revision, personal) =>
          this.runs.command({ assetId: id, commandId: sender.commandId, overrides: body, terms }, { context, state, personal }),
        ),
      describer: describeRun(hasOverrides(body)),
      done: ({ code }) => (code === 'resumed' ? 'resumed' : 'started'),
      passedOver: new Set(),
    });
  }

  async pause(exchange: Exchange, body: PauseBody, selection: Selection): Promise<void> {
    // Checks the body once: if it gives both ends of the pause, the whole request is refused, not each item.
    resolvePauseEnd(body, new Date(0).toISOString());
    await this.bulk.carryOut(exchange, {
      body,
      selection,
      outcomes: BULK_PAUSE_OUTCOMES,
      send: (sender, id, how) => this.items[how](sender, id, pauseRun(body)),
      describer: describePause,
      done: () => 'paused',
      passedOver: NOT_RUNNING,
    });
  }
}
