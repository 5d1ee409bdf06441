import { assetStanding, isPresent, nounOf, type ItemNoun } from '@throughline/domain';
import type { PreviewedOutcome } from '@throughline/engine';
import { outcomeItem, toldOf, type OutcomeItem, type Tell } from './outcome.js';

/** The answer to a command with `dry_run=true`. */
export interface CommandPreview extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  /** The command would change the item. */
  readonly would_change: boolean;
  /** The item's status after the command. */
  readonly status_after: string | null;
  /** The outcome that the command would answer. */
  readonly outcome: OutcomeItem;
}

/** Throws the refusal that the command itself would meet. */
export function previewOf(id: string, outcome: PreviewedOutcome, tell: Tell): CommandPreview {
  const told = outcomeItem(toldOf(outcome, tell));
  const { state } = outcome.asset;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    would_change: outcome.kind === 'accepted',
    status_after: isPresent(state) ? assetStanding(state).status : null,
    outcome: told,
  };
}
