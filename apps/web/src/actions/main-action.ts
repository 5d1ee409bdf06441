import type { ActionName, Item } from '@throughline/api-client';
import { isFinished } from '../controls/recording-state.js';

/** An action of the API, or something that the page does itself: download the result, or send another file. */
export type MainAction = ActionName | 'download' | 'upload';

type State = Item['state'];

/**
 * The state of an item, from which its badge follows too, or a case that the state does not tell:
 * - `asks`: a panel asks a person, and has the main action
 * - `unsure`: a finished document has fields that a person should check
 * - `finished`: the result is complete, and only deliveries are running
 * - `hopeless`: another attempt gives the same result
 */
export type MainState = State | 'asks' | 'unsure' | 'finished' | 'hopeless';

/** The actions that suit a state best. The first one that is possible is the main one; the others look the same. */
const MAIN_ACTIONS: Readonly<Record<MainState, readonly MainAction[]>> = {
  asks: [],
  deleted: ['restore'],
  stopped: ['run', 'retry', 'download'],
  failed: ['run', 'retry', 'upload', 'download'],
  hopeless: ['upload', 'retry'],
  partial: ['run', 'retry', 'download'],
  unconfirmed: ['run', 'download'],
  // The delivery stays, and only the follow-up is repeated.
  follow_up_failed: ['retry', 'run', 'download'],
  to_review: ['run', 'download'],
  paused: ['run'],
  waiting: ['check', 'run'],
  stalled: ['unstick'],
  // Sessions have no state of their own while they wait for something outside.
  in_progress: ['check'],
  queued: [],
  finished: ['check', 'download'],
  ready: ['download'],
  unsure: ['accept', 'download'],
  not_started: ['check', 'run', 'retry', 'download'],
  unreadable: ['download'],
};

// A gateway of another release may send another state.
const KNOWN: Readonly<Record<string, readonly MainAction[] | undefined>> = MAIN_ACTIONS;

export const findMainAction = (state: MainState, isPossible: (action: MainAction) => boolean): MainAction | undefined =>
  KNOWN[state]?.find(isPossible);

const UNDER_WAY: ReadonlySet<MainState> = new Set<State>(['waiting', 'in_progress', 'queued']);

interface StateFields {
  readonly state: State;
  readonly status: string;
  /** The fields of a document wait for a person. */
  readonly unsure?: boolean;
}

/** Returns the state of a recording or a document. `asks`: a panel offers what a person has to decide. */
export function findMainState(item: StateFields, asks: boolean): MainState {
  const { state } = item;
  if (asks && state !== 'deleted') return 'asks';
  if (state === 'ready' && item.unsure === true) return 'unsure';
  return isFinished(item) && UNDER_WAY.has(state) ? 'finished' : state;
}
