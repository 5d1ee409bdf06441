import type { DocumentRule } from '@throughline/contracts';
import { isPresent, remainingSteps, type AssetState, type RunLibrary } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import type { Principal } from '../../kit/http/access.js';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { CommandOnItem, CommandSender } from '../commands/owned-items.js';
import type { PauseBody, PublishBody } from '../commands/commands.dto.js';
import { bindTemplate, cancelRun, changeTags, pauseRun, publishOutputs, resolvePauseEnd } from '../commands/person-commands.js';
import {
  describeBinding,
  describeCancel,
  describeDelete,
  describeDescription,
  describePause,
  describePublish,
  describeReset,
  describeRestore,
  describeRun,
  describeUnbinding,
} from '../commands/describe-outcome.js';
import type { OutcomeDescriber } from '../commands/outcome.js';
import { readTagChange } from '../commands/tags.js';
import { describeTransfer, requireWritable, transferItem, type TransferChecks } from '../commands/transfer.js';
import { requireTemplate } from '../runs/chosen-template.js';
import { foreseeQuotaWait, type QuotaWaitItem } from '../runs/quota-wait.js';
import type { RunRequests } from '../runs/run-requests.js';
import type { RunOverrides } from '../runs/run-overrides.dto.js';
import { applyRule, describeAppliedRule } from './apply-rule.js';
import type { BulkFields } from './bulk.dto.js';
import { boundPart, listPlanParts, listUsedParts, type PlanPart } from './plan-parts.js';

/** The actions that a request can name. */
export const REQUESTED_ACTIONS = [
  'run',
  'pause',
  'cancel',
  'reset',
  'publish',
  'bind',
  'unbind',
  'tag',
  'transfer',
  'delete',
  'restore',
] as const;
export type RequestedAction = (typeof REQUESTED_ACTIONS)[number];
/** `apply_rule` is previewed by a request about a rule for documents, which selects its documents. */
export const BULK_ACTIONS = [...REQUESTED_ACTIONS, 'apply_rule'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
const isBulkAction = (action: string): action is BulkAction => BULK_ACTIONS.some((one) => one === action);

/** The fields of every action. An action ignores those of the others. */
export type BulkBody = RunOverrides & PauseBody & PublishBody & BulkFields & RuleToApply;

interface RuleToApply {
  /** With `apply_rule`: the rule as it was previewed. No field of a request. */
  readonly rule?: DocumentRule;
}

/** One command for many items, and the texts of its outcome. */
export interface CommandForMany {
  readonly build: (sender: CommandSender, id: string) => CommandOnItem;
  readonly describer: OutcomeDescriber;
  /** Rejection codes that count as `skipped` instead of `refused` (RUN-21). */
  readonly passedOver: ReadonlySet<string>;
  /** Allowed even if the history of the item cannot be applied. */
  readonly givesUp: boolean;
  /** True if a changed item is no longer in the library of the command, so that a repeated command would not find it. */
  readonly movesItems: boolean;
  /** Throws the problem of an item that conditions outside of it refuse at this moment. */
  readonly beforehand?: (sender: CommandSender, id: string) => Promise<void>;
  /** Returns the quota that the changed item would wait for, after the items before it. */
  readonly foresee?: (state: AssetState) => QuotaWaitItem | null;
  /** Returns the keys of the plan parts that a previewed command uses. */
  readonly usedParts?: (outcome: OutcomePreview) => readonly string[];
}

/** Rejections that a bulk pause reports as `skipped`: a run that cannot be paused is no error here (RUN-21). */
const NOT_RUNNING: ReadonlySet<string> = new Set(['not-pausable', 'deleted', 'expired', 'erased']);
const NONE: ReadonlySet<string> = new Set();

const DESCRIBERS: Readonly<Record<BulkAction, OutcomeDescriber>> = {
  run: describeRun(),
  pause: describePause,
  cancel: describeCancel,
  reset: describeReset,
  publish: describePublish,
  bind: describeBinding,
  unbind: describeUnbinding,
  tag: describeDescription,
  transfer: describeTransfer(() => false),
  delete: describeDelete,
  restore: describeRestore,
  apply_rule: describeAppliedRule,
};
const describeUnknown: OutcomeDescriber = () => ({
  code: 'changed',
  detail: 'The command has changed the item.',
  preview: 'The command would change the item.',
});

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
  movesItems: action === 'transfer',
});

/** The date until which a deleted item can be restored. */
export interface RetentionRule {
  expiresAt(now: string): string;
}

type Build = CommandForMany['build'];

/** The actions whose commands need nothing but the body. */
const BUILDERS = {
  pause: (body) => {
    const pause = pauseRun(body);
    return () => pause;
  },
  cancel: (body) => {
    const cancel = cancelRun(body);
    return () => cancel;
  },
  reset: () => () => (context) => ({ type: 'ResetAsset', ...context }),
  restore: () => () => (context) => ({ type: 'RestoreAsset', ...context }),
  publish: (body) => {
    const publish = publishOutputs(body);
    return () => publish;
  },
  unbind: () => () => (context) => ({ type: 'UnbindTemplate', ...context }),
  tag: (body) => {
    const change = changeTags(body);
    return () => (context, _state, _revision, personal) => change(context, personal);
  },
} satisfies Partial<Record<BulkAction, (body: BulkBody) => Build>>;

function requireTemplateId({ template_id }: BulkBody): number {
  if (hasValue(template_id)) return template_id;
  throw invalid([{ pointer: '/template_id', message: "is required by the action 'bind'" }]);
}

function requireLibraryId({ library_id }: BulkBody): string {
  if (hasValue(library_id)) return library_id;
  throw invalid([{ pointer: '/library_id', message: "is required by the action 'transfer'" }]);
}

interface CommandsForManyPorts {
  readonly runs: RunRequests;
  readonly retention: RetentionRule;
  readonly quotas: Pick<Quotas, 'forecast'>;
  readonly transfers: TransferChecks;
}

/** The commands that can be sent to many items at once, for every pipeline. Each is that of a single request. */
export class CommandsForMany {
  constructor(private readonly ports: CommandsForManyPorts) {}

  /** Refuses a body that would be refused for every item. */
  async check(action: BulkAction, body: BulkBody, by: Principal): Promise<void> {
    const owner = by.ownerId;
    if (action === 'run') this.ports.runs.check(body, (await this.ports.runs.library(owner)).config);
    if (action === 'pause') resolvePauseEnd(body, new Date(0).toISOString());
    if (action === 'tag') readTagChange(body);
    if (action === 'transfer') requireWritable(by, requireLibraryId(body));
    if (action === 'bind') {
      const templateId = requireTemplateId(body);
      requireTemplate((await this.ports.runs.library(owner)).config, templateId);
    }
  }

  /** Returns the settings of a library from which the action makes plans. */
  async planParts(action: string, owner: string): Promise<readonly PlanPart[]> {
    return action === 'run' || action === 'bind' ? listPlanParts(await this.ports.runs.library(owner)) : [];
  }

  /** Returns the command for the items of a library. Throws for an action of a newer release. */
  async of(action: string, body: BulkBody, owner: string): Promise<CommandForMany> {
    if (!isBulkAction(action))
      throw new Problem('needs-upgrade', { detail: `Only a newer Throughline release knows the command '${action}'.` });
    return {
      build: await this.#build(action, body, owner),
      describer: action === 'run' ? describeRun(body) : DESCRIBERS[action],
      passedOver: action === 'pause' ? NOT_RUNNING : NONE,
      givesUp: action === 'delete',
      movesItems: action === 'transfer',
      ...(action === 'transfer' ? { beforehand: this.#checkTransfer(body) } : {}),
      ...(action === 'run' ? { foresee: await this.#foresee(owner) } : {}),
      ...this.#uses(action, body),
    };
  }

  async #foresee(owner: string): Promise<NonNullable<CommandForMany['foresee']>> {
    const forecast = await this.ports.quotas.forecast(owner);
    return (state) => foreseeQuotaWait(forecast, state, isPresent(state) ? remainingSteps(state) : []);
  }

  #uses(action: BulkAction, { template_id }: BulkBody): Pick<CommandForMany, 'usedParts'> {
    if (action === 'run') return { usedParts: (outcome) => listUsedParts(outcome, template_id ?? undefined) };
    if (action !== 'bind' || !hasValue(template_id)) return {};
    return { usedParts: ({ kind }) => (kind === 'accepted' ? [boundPart(template_id)] : []) };
  }

  async #build(action: BulkAction, body: BulkBody, owner: string): Promise<Build> {
    switch (action) {
      case 'run':
        return this.#run(body, await this.ports.runs.library(owner));
      case 'bind':
        return this.#bind(body, await this.ports.runs.library(owner));
      case 'transfer': {
        const move = transferItem(requireLibraryId(body), (await this.ports.runs.library(owner)).config);
        return () => move;
      }
      case 'apply_rule':
        return applyRule(body.rule, (await this.ports.runs.library(owner)).rules ?? []);
      case 'delete':
        return () => (context) => ({ type: 'DeleteAsset', ...context, expiresAt: this.ports.retention.expiresAt(context.now) });
      default:
        return BUILDERS[action](body);
    }
  }

  #checkTransfer(body: BulkBody): NonNullable<CommandForMany['beforehand']> {
    const library = requireLibraryId(body);
    const { transfers } = this.ports;
    return async (sender, id) => {
      await transfers.requireRights(sender, library);
      await transfers.requireRoom(sender.owner, id, library);
    };
  }

  #run(body: RunOverrides, library: RunLibrary): Build {
    return (sender, id) => (context, state, _revision, personal) =>
      this.ports.runs.command(
        { assetId: id, commandId: sender.commandId, overrides: body, library },
        { context, state, personal },
      );
  }

  /** A template that is deleted after the preview is refused for each item. */
  #bind(body: BulkBody, { config }: RunLibrary): Build {
    const bind = bindTemplate(config, {
      templateId: requireTemplateId(body),
      resetPreferences: body.reset_preferences === true,
    });
    return () => bind;
  }
}
