import { renderAssetStatus, isPresent, nounOf, type ItemNoun } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import { outcomeItem, describeOutcome, type OutcomeItem, type OutcomeDescriber } from './outcome.js';

export interface CommandPreview extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  readonly would_change: boolean;
  readonly status_after: string | null;
  readonly outcome: OutcomeItem;
}

/** Throws the same refusal as the real command. */
export function renderPreview(id: string, outcome: OutcomePreview, tell: OutcomeDescriber): CommandPreview {
  const told = outcomeItem(describeOutcome(outcome, tell));
  const { state } = outcome.asset;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    would_change: outcome.kind === 'accepted',
    status_after: isPresent(state) ? renderAssetStatus(state).status : null,
    outcome: told,
  };
}
