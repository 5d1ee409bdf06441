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
export function renderPreview(id: string, outcome: OutcomePreview, tell: OutcomeDescriber): CommandPreview {
  const item = outcomeItem(describeOutcome(outcome, tell));
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
  readonly tryInstead?: string;
}
export interface OutcomeItem {
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
}
/** The events of a command, and the item after them; also of a previewed command. */
export type CommandEffect = Pick<AcceptedOutcome, 'events' | 'asset'>;
export type OutcomeDescriber = (accepted: CommandEffect) => OutcomeMessage;

export const outcomeItem = ({ code, detail, tryInstead }: OutcomeMessage): OutcomeItem => ({
  code,
  detail,
  try_instead: tryInstead ?? null,
});

const SATISFIED: Rejection = { code: 'already-so', detail: 'Nothing was changed: the item is already in this state.' };

/** Throws the problem of a rejection. A command whose effect is already there succeeds (RUN-08, RUN-18). */
export function describeOutcome(outcome: OutcomePreview, tell: OutcomeDescriber): OutcomeMessage {
  if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
  return outcome.kind === 'accepted' ? tell(outcome) : (outcome.reason ?? SATISFIED);
}

const STARTS_WORK: ReadonlySet<AssetEvent['type']> = new Set(['RunStarted', 'Resumed', 'StepScheduled']);

/** Returns true if the command scheduled work, so that the answer is 202. */
export const hasScheduledWork = (outcome: CommandOutcome): boolean =>
  outcome.kind === 'accepted' && outcome.events.some(({ type }) => STARTS_WORK.has(type));
