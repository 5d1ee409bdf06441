import type { AssetState } from '../asset/state.js';
import { summarizeEvent, type HistoryEvent, type EventSummary } from './summarize-event.js';

/** The input of rules: plain values that are compared by identity. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;
type FactName<F> = keyof F & string;

/** One rule of an ordered list. The first rule that applies decides. */
export interface TracedRule<F> {
  readonly id: string;
  readonly says: string;
  readonly looksAt: readonly FactName<F>[];
  /** Facts that the rule does not read, but that belong to its explanation. */
  readonly tells?: readonly FactName<F>[];
  readonly when: (facts: F) => boolean;
}

/** A fact that a rule read, and the event that gave it its present value; null if it has its initial value. */
export interface ExplainedFact {
  readonly fact: string;
  readonly says: string;
  readonly value: string | number | boolean | null;
  readonly since: EventSummary | null;
}
export interface ExplainedRule {
  readonly id: string;
  readonly says: string;
  readonly looked_at: readonly ExplainedFact[];
}
export interface RuleExplanation {
  readonly rule: ExplainedRule;
  /** The rules before it, in order, none of which applied. */
  readonly lost: readonly ExplainedRule[];
  /** The rules after it, which were not evaluated. */
  readonly not_considered: readonly { readonly id: string; readonly says: string }[];
  /** The events that gave the shown facts their present values, oldest first. */
  readonly follows_from: readonly EventSummary[];
}

/** Records the event of each fact's last change while a history is replayed. */
export class Trace<F extends object> {
  #values: F;
  readonly #since = new Map<FactName<F>, { readonly event: EventSummary; readonly order: number }>();
  #events = 0;

  constructor(
    private readonly factsOf: (state: AssetState) => F,
    initial: AssetState,
  ) {
    this.#values = factsOf(initial);
  }

  get values(): F {
    return this.#values;
  }

  record(event: HistoryEvent, before: AssetState, after: AssetState): void {
    this.#events += 1;
    const now = this.factsOf(after);
    const changed = (Object.keys(now) as FactName<F>[]).filter((fact) => now[fact] !== this.#values[fact]);
    this.#values = now;
    if (changed.length === 0) return;
    const since = { event: summarizeEvent(event, before, after), order: this.#events };
    for (const fact of changed) this.#since.set(fact, since);
  }

  since(fact: FactName<F>): EventSummary | null {
    return this.#since.get(fact)?.event ?? null;
  }

  /** Returns the events of some facts, each once, in the order of the history. */
  eventsOf(facts: readonly FactName<F>[]): readonly EventSummary[] {
    const found = new Map(facts.flatMap((fact) => this.#since.get(fact) ?? []).map(({ order, event }) => [order, event]));
    return [...found].sort(([one], [other]) => one - other).map(([, event]) => event);
  }
}

/** Evaluates ordered rules and records the facts that they read. Returns undefined if no rule applies. */
export function explainRules<F extends Facts, R extends TracedRule<F>>(
  rules: readonly R[],
  trace: Trace<F>,
  words: Readonly<Record<FactName<F>, string>>,
): { readonly applied: R; readonly explanation: RuleExplanation } | undefined {
  const at = rules.findIndex(({ when }) => when(trace.values));
  const applied = rules[at];
  if (applied === undefined) return undefined;
  const seen = ({ id, says, looksAt, tells = [] }: R): ExplainedRule => ({
    id,
    says,
    looked_at: [...looksAt, ...tells].map((fact) => ({
      fact,
      says: words[fact],
      value: trace.values[fact] ?? null,
      since: trace.since(fact),
    })),
  });
  const considered = rules.slice(0, at + 1);
  return {
    applied,
    explanation: {
      rule: seen(applied),
      lost: considered.slice(0, -1).map(seen),
      not_considered: rules.slice(at + 1).map(({ id, says }) => ({ id, says })),
      follows_from: trace.eventsOf(considered.flatMap(({ looksAt, tells = [] }) => [...looksAt, ...tells])),
    },
  };
}
