import type { AssetState } from '../asset/state.js';
import { toldEvent, type HistoryEvent, type ToldEvent } from './told-event.js';

/** What a rule may be asked of: plain values that are compared by identity. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;
type FactName<F> = keyof F & string;

/** One rule of an ordered list: the first that applies decides. */
export interface TracedRule<F> {
  readonly id: string;
  readonly says: string;
  readonly looksAt: readonly FactName<F>[];
  /** Facts that it does not ask, and that belong to its answer. */
  readonly tells?: readonly FactName<F>[];
  readonly when: (facts: F) => boolean;
}

/** A fact that a rule looked at, and the event at which it took its present value; null where it has been so from the beginning. */
export interface FactSeen {
  readonly fact: string;
  readonly says: string;
  readonly value: string | number | boolean | null;
  readonly since: ToldEvent | null;
}
export interface RuleSeen {
  readonly id: string;
  readonly says: string;
  readonly looked_at: readonly FactSeen[];
}
/** Why the first rule that applies is the one that it is. */
export interface RuleExplanation {
  readonly rule: RuleSeen;
  /** Asked before it, in order; none of them applied. */
  readonly lost: readonly RuleSeen[];
  /** After it, and never asked. */
  readonly not_considered: readonly { readonly id: string; readonly says: string }[];
  /** The events at which the facts that were looked at, or are told with them, took their present values, oldest first. */
  readonly follows_from: readonly ToldEvent[];
}

/** When each of some values last changed, over a history that is told event by event. */
export class Trace<F extends object> {
  #values: F;
  readonly #since = new Map<FactName<F>, { readonly told: ToldEvent; readonly order: number }>();
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

  tell(event: HistoryEvent, before: AssetState, after: AssetState): void {
    this.#events += 1;
    const now = this.factsOf(after);
    const changed = (Object.keys(now) as FactName<F>[]).filter((fact) => now[fact] !== this.#values[fact]);
    this.#values = now;
    if (changed.length === 0) return;
    const since = { told: toldEvent(event, before, after), order: this.#events };
    for (const fact of changed) this.#since.set(fact, since);
  }

  since(fact: FactName<F>): ToldEvent | null {
    return this.#since.get(fact)?.told ?? null;
  }

  /** The events of some facts, each once, in the order of the history. */
  eventsOf(facts: readonly FactName<F>[]): readonly ToldEvent[] {
    const found = new Map(facts.flatMap((fact) => this.#since.get(fact) ?? []).map(({ order, told }) => [order, told]));
    return [...found].sort(([one], [other]) => one - other).map(([, told]) => told);
  }
}

/** Goes through ordered rules as the status does, and keeps what it saw. Undefined where none applies. */
export function explainRules<F extends Facts, R extends TracedRule<F>>(
  rules: readonly R[],
  trace: Trace<F>,
  words: Readonly<Record<FactName<F>, string>>,
): { readonly applied: R; readonly explanation: RuleExplanation } | undefined {
  const at = rules.findIndex(({ when }) => when(trace.values));
  const applied = rules[at];
  if (applied === undefined) return undefined;
  const seen = ({ id, says, looksAt, tells = [] }: R): RuleSeen => ({
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
