import { Problem } from '../../http/problems/problem.js';
import type { CommandOnItem, CommandSender } from '../commands/owned-items.js';
import type { PauseBody } from '../commands/commands.dto.js';
import { cancelRun, pauseRun, resolvePauseEnd } from '../commands/person-commands.js';
import { describeCancel, describeDelete, describePause, describeReset, describeRun } from '../commands/describe-outcome.js';
import type { OutcomeDescriber } from '../commands/outcome.js';
import type { StartRuns } from '../runs/start-run.js';
import type { RunLibrary } from '../runs/run-requests.js';
import type { RunOverrides } from '../runs/run-overrides.dto.js';

export const BULK_ACTIONS = ['run', 'pause', 'cancel', 'reset', 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
const isBulkAction = (action: string): action is BulkAction => BULK_ACTIONS.some((one) => one === action);

/** The fields of every action. An action ignores those of the others. */
export type BulkBody = RunOverrides & PauseBody;

/** One command for many items, and the texts of its outcome. */
export interface CommandForMany {
  readonly build: (sender: CommandSender, id: string) => CommandOnItem;
  readonly describer: OutcomeDescriber;
  /** Rejection codes that count as `skipped` instead of `refused` (RUN-21). */
  readonly passedOver: ReadonlySet<string>;
  /** Allowed even if the history of the item cannot be applied. */
  readonly givesUp: boolean;
}

/** Rejections that a bulk pause reports as `skipped`: a run that cannot be paused is no error here (RUN-21). */
const NOT_RUNNING: ReadonlySet<string> = new Set(['not-pausable', 'deleted', 'expired', 'erased']);
const NONE: ReadonlySet<string> = new Set();

const DESCRIBERS: Readonly<Record<BulkAction, OutcomeDescriber>> = {
  run: describeRun(),
  pause: describePause,
  cancel: describeCancel,
  reset: describeReset,
  delete: describeDelete,
};
const describeUnknown: OutcomeDescriber = () => ({ code: 'changed', detail: 'The command has changed the item.' });

/** Returns the describer of a command that was carried out, for which no body is needed. */
export const describerOf = (action: string): OutcomeDescriber => (isBulkAction(action) ? DESCRIBERS[action] : describeUnknown);

/** Returns a command that is refused for every item which it has not already changed. */
export const refusedForAll = (action: string, problem: Problem): CommandForMany => ({
  build: () => () => {
    throw problem;
  },
  describer: describerOf(action),
  passedOver: NONE,
  givesUp: action === 'delete',
});

/** The date until which a deleted item can be restored. */
export interface RetentionRule {
  expiresAt(now: string): string;
}

/** The commands that can be sent to many items at once, for every pipeline. Each is that of a single request. */
export class BulkCommands {
  constructor(
    private readonly runs: StartRuns,
    private readonly retention: RetentionRule,
  ) {}

  /** Refuses a body that would be refused for every item. */
  async check(action: BulkAction, body: BulkBody, owner: string): Promise<void> {
    if (action === 'run') this.runs.check(body, await this.runs.library(owner));
    if (action === 'pause') resolvePauseEnd(body, new Date(0).toISOString());
  }

  /** Returns the command for the items of a library. Throws for an action of a newer release. */
  async of(action: string, body: BulkBody, owner: string): Promise<CommandForMany> {
    if (!isBulkAction(action))
      throw new Problem('needs-upgrade', { detail: `Only a newer Throughline release knows the command '${action}'.` });
    const always = { passedOver: NONE, givesUp: false };
    switch (action) {
      case 'run':
        return this.#run(body, await this.runs.library(owner));
      case 'pause':
        return { ...always, build: () => pauseRun(body), describer: describePause, passedOver: NOT_RUNNING };
      case 'cancel':
        return { ...always, build: () => cancelRun(body), describer: describeCancel };
      case 'reset':
        return { ...always, build: () => (context) => ({ type: 'ResetAsset', ...context }), describer: describeReset };
      case 'delete':
        return {
          ...always,
          build: () => (context) => ({ type: 'DeleteAsset', ...context, expiresAt: this.retention.expiresAt(context.now) }),
          describer: describeDelete,
          givesUp: true,
        };
    }
  }

  #run(body: RunOverrides, library: RunLibrary): CommandForMany {
    return {
      build: (sender, id) => (context, state, _revision, personal) =>
        this.runs.command({ assetId: id, commandId: sender.commandId, overrides: body, library }, { context, state, personal }),
      describer: describeRun(body),
      passedOver: NONE,
      givesUp: false,
    };
  }
}
