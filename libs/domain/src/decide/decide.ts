import { isPresent, type AssetState } from '../asset/state.js';
import type { Command, CommandOf, CommandType } from './command.js';
import type { RegisterAsset } from './register.js';
import type { Decision } from './decision.js';
import { checkImported } from './end-import.js';
import { addConsequences } from './follow-up.js';
import { deciders } from './deciders.js';

/** The compiler compares each name in the table with the type of its command. */
const rules: { readonly [T in CommandType]: (state: AssetState, command: CommandOf<T>) => Decision } = deciders;

/** Decides without the consequences. Enough to ask whether a command is allowed, at half the cost. */
export const decideAlone = (state: AssetState, command: Command): Decision =>
  checkImported(state, command) ??
  // The table pairs each type with its decider; TypeScript cannot follow the pairing through the union.
  (rules[command.type] as (state: AssetState, command: Command) => Decision)(state, command);

/**
 * Returns the events that follow from a command in a state. All rules live here (design.md §3). Never throws: expected refusals
 * are values.
 * A repeated command adds no events.
 */
export function decide(state: AssetState, command: Command): Decision {
  const decision = decideAlone(state, command);
  if (!('events' in decision) || decision.advances !== true) return decision;
  const { assetId } = isPresent(state) ? state : (command as RegisterAsset);
  const events = addConsequences(state, decision.events, { assetId, at: command.now });
  const { satisfied } = decision;
  return events.length === 0 && satisfied !== undefined ? { events, satisfied } : { events };
}
