import type { AssetState } from '../asset/state.js';
import { Trace, explainRules, type Facts, type RuleExplanation, type TracedRule } from './rule-trace.js';
import type { HistoryEvent, EventSummary } from './summarize-event.js';

/** An ordered list of rules with the functions that an explanation of them needs. */
export interface RuleSet<F extends Facts, R extends TracedRule<F>, T> {
  readonly facts: (state: AssetState) => F;
  readonly rules: readonly R[];
  readonly words: Readonly<Record<keyof F & string, string>>;
  /** The answer as one text. Its last change determines the event of the answer. */
  readonly shown: (state: AssetState) => string | null;
  readonly says: (rule: R, facts: F) => T;
}

export type ExplainedAnswer<T> = T & RuleExplanation & { readonly since: EventSummary | null };

/** Replays a history event by event from an initial state, and explains the rules' answer at its end. */
export interface Explainer<T> {
  record(event: HistoryEvent, before: AssetState, after: AssetState): void;
  explain(): ExplainedAnswer<T>;
}

export function createExplainer<F extends Facts, R extends TracedRule<F>, T extends object>(
  ruling: RuleSet<F, R, T>,
  initial: AssetState,
): Explainer<T> {
  const { rules, words, says } = ruling;
  const facts = new Trace(ruling.facts, initial);
  const shown = new Trace((state) => ({ shown: ruling.shown(state) }), initial);
  return {
    record: (...change) => {
      facts.record(...change);
      shown.record(...change);
    },
    explain: () => {
      const found = explainRules(rules, facts, words);
      // The last rule always applies. A list without such a rule is an error, which its specs find.
      if (found === undefined) throw new Error('No rule applies');
      return { ...says(found.applied, facts.values), since: shown.since('shown'), ...found.explanation };
    },
  };
}
