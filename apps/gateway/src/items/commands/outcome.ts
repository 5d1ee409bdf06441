import type { AssetEvent } from '@throughline/contracts';
import { isPresent, nounOf, renderAssetStatus, type ItemNoun, type Rejection } from '@throughline/domain';
import type { AcceptedOutcome, CommandOutcome, OutcomePreview } from '@throughline/engine';
import { toRefusalProblem } from '../read/refusals.js';

interface CommandPreview extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  readonly would_change: boolean;
  readonly status_after: string | null;
  readonly outcome: OutcomeItem;
}

/** Throws the same refusal as the real command. */
export function renderPreview(id: string, outcome: OutcomePreview, describe: OutcomeDescriber): CommandPreview {
  const item = outcomeItem(describeOutcome(outcome, describe, 'preview'));
  const { state } = outcome.asset;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    would_change: outcome.kind === 'accepted',
    status_after: isPresent(state) ? renderAssetStatus(state).status : null,
    outcome: item,
  };
}

/** The outcome of a request: a stable code, and texts for people. */
export interface OutcomeMessage {
  readonly code: string;
  readonly detail: string;
  /** The detail of a previewed request. */
  readonly preview: string;
  readonly tryInstead?: string;
}
export type CommandMode = 'send' | 'preview';
export interface OutcomeItem {
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
}
/** The events of a command, and the item after them; also of a previewed command. */
export type CommandEffect = Pick<AcceptedOutcome, 'events' | 'asset'>;
export type OutcomeDescriber = (accepted: CommandEffect) => OutcomeMessage;

export const outcomeItem = ({ code, detail, tryInstead }: Omit<OutcomeMessage, 'preview'>): OutcomeItem => ({
  code,
  detail,
  try_instead: tryInstead ?? null,
});

const SATISFIED: OutcomeMessage = {
  code: 'already-so',
  detail: 'Nothing was changed: the item is already in this state.',
  preview: 'Nothing would change: the item is already in this state.',
};

/** A command whose effect is already there succeeds (RUN-08, RUN-18). */
export function describeSuccess(
  outcome: Exclude<OutcomePreview, { kind: 'rejected' }>,
  describe: OutcomeDescriber,
  mode: CommandMode,
): Rejection {
  if (outcome.kind !== 'accepted' && outcome.reason !== undefined) return outcome.reason;
  const { preview, ...message } = outcome.kind === 'accepted' ? describe(outcome) : SATISFIED;
  return mode === 'preview' ? { ...message, detail: preview } : message;
}

/** Throws the problem of a rejection. */
export function describeOutcome(outcome: OutcomePreview, describe: OutcomeDescriber, mode: CommandMode): Rejection {
  if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
  return describeSuccess(outcome, describe, mode);
}

const STARTS_WORK: ReadonlySet<AssetEvent['type']> = new Set(['RunStarted', 'Resumed', 'StepScheduled']);

/** Returns true if the command scheduled work, so that the answer is 202. */
export const hasScheduledWork = (outcome: CommandOutcome): boolean =>
  outcome.kind === 'accepted' && outcome.events.some(({ type }) => STARTS_WORK.has(type));
