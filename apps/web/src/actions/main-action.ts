import type { ActionName, Item } from '@throughline/api-client';
import { isContentGone } from '../controls/recording-state.js';

/** An action of the API, or something that the page does itself: download the result, or send another file. */
export type MainAction = ActionName | 'download' | 'upload';

/** The state of an item, as far as it decides the main action. */
export type MainState =
  | 'gone'
  | 'deleted'
  | 'asks'
  | 'stalled'
  | 'paused'
  | 'active'
  | 'failed'
  | 'hopeless'
  | 'unsure'
  | 'follow-up'
  | 'ready'
  | 'idle';

/** The actions that suit a state best. The first one that is possible is the main one; the others look the same. */
const MAIN_ACTIONS: Readonly<Record<MainState, readonly MainAction[]>> = {
  gone: [],
  deleted: ['restore'],
  // The panel that needs a person has the main action.
  asks: [],
  stalled: ['unstick'],
  paused: ['run'],
  // Possible only if something outside is missing.
  active: ['check'],
  failed: ['retry', 'upload'],
  // Trying again gives the same result.
  hopeless: ['upload', 'retry'],
  // Fields wait for a person, who has them in sight.
  unsure: ['accept', 'download'],
  // The delivery stays, and only the follow-up is repeated.
  'follow-up': ['retry', 'run', 'download'],
  ready: ['download'],
  idle: ['check', 'run', 'retry', 'download'],
};

export const findMainAction = (state: MainState, isPossible: (action: MainAction) => boolean): MainAction | undefined =>
  MAIN_ACTIONS[state].find(isPossible);

type StateFields = Pick<Item, 'deleted_at' | 'erased_at' | 'expired_at' | 'label' | 'on_pause' | 'run' | 'upload_summary'> & {
  readonly status: string;
  /** The fields of a document wait for a person. */
  readonly unsure?: boolean;
};

const READY: ReadonlySet<string> = new Set(['READY', 'completed']);

export const isReady = ({ status }: Pick<StateFields, 'status'>): boolean => READY.has(status);

/** Returns the state of an item that is ready, or whose run has ended. */
function findRestingState(item: StateFields): MainState {
  if (isReady(item) && item.unsure === true) return 'unsure';
  if (item.upload_summary.follow_ups_failed > 0) return 'follow-up';
  return isReady(item) ? 'ready' : 'idle';
}

/** Returns the state of a recording or a document. `asks`: a panel offers what a person has to decide. */
export function findMainState(item: StateFields, asks: boolean): MainState {
  if (isContentGone(item)) return 'gone';
  if (item.deleted_at !== null) return 'deleted';
  if (asks) return 'asks';
  if (item.label === 'stalled') return 'stalled';
  if (item.on_pause) return 'paused';
  // Deliveries of corrected texts leave a recording ready.
  if (!isReady(item) && item.run?.active === true) return 'active';
  return findRestingState(item);
}
