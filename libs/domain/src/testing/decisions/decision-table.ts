import { isPresent } from '../../asset/state.js';
import type { TableAction } from './commands.js';
import type { Answer, ReachedState } from './explore.js';
import { COLUMNS, describeAsset, describeTarget, type Situation } from './situation.js';

export interface DecisionRow {
  readonly action: TableAction;
  readonly situation: Situation;
  readonly answer: Answer;
}

const valuesOf = (situation: Partial<Situation>): readonly unknown[] => COLUMNS.map((column) => situation[column]);
const keyOf = ({ action, situation, answer }: DecisionRow): string =>
  JSON.stringify([action, valuesOf(situation), answer.kind, answer.code, answer.tryInstead]);

/** Adds the rows of a state. None for an unregistered item, which answers every action with 404. */
function addRows(rows: Map<string, DecisionRow>, { state, answers }: ReachedState): void {
  if (!isPresent(state)) return;
  const seen = describeAsset(state);
  const visible = valuesOf(seen).join('\n');
  for (const { action, target, answer } of answers) {
    const named = describeTarget(target);
    // Most states have rows that others have too: a short key tells that before the row is made.
    const key = [action, visible, named['the stage'], named['the output'], answer.kind, answer.code, answer.tryInstead].join(
      '\n',
    );
    if (!rows.has(key)) rows.set(key, { action, answer, situation: { ...seen, ...named } });
  }
}

/**
 * Returns the answer to every action in every situation of a recording, in the given states. Each row appears once, in a fixed
 * order.
 */
export function decisionTable(states: readonly ReachedState[]): readonly DecisionRow[] {
  const rows = new Map<string, DecisionRow>();
  for (const state of states) addRows(rows, state);
  return [...rows.values()]
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
}
