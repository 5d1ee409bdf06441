import { STATE_LOOKS } from '../controls/item-badge.js';
import { findMainAction, findMainState, type MainAction } from './main-action.js';

type Fields = Parameters<typeof findMainState>[0];
const item: Fields = { state: 'not_started', status: 'PROCESSING' };
const always = (): boolean => true;
/** Nothing outside is missing. */
const withoutWait = (action: MainAction): boolean => action !== 'check';
const mainOf = (change: Partial<Fields>, asks = false, isPossible = withoutWait): MainAction | undefined =>
  findMainAction(findMainState({ ...item, ...change }, asks), isPossible);

const OF_STATES: Readonly<Record<Fields['state'], MainAction | undefined>> = {
  deleted: 'restore',
  stopped: 'run',
  failed: 'run',
  partial: 'run',
  unconfirmed: 'run',
  follow_up_failed: 'retry',
  to_review: 'run',
  paused: 'run',
  waiting: 'check',
  stalled: 'unstick',
  in_progress: 'check',
  queued: undefined,
  ready: 'download',
  not_started: 'check',
  unreadable: 'download',
};

describe('the main action of an item', () => {
  it('follows from its state, as its badge does', () => {
    const states = Object.keys(STATE_LOOKS) as Fields['state'][];
    expect(Object.fromEntries(states.map((state) => [state, mainOf({ state }, false, always)]))).toEqual(OF_STATES);
  });

  it.each<[what: string, change: Partial<Fields>, main: MainAction | undefined]>([
    ['not started', {}, 'run'],
    ['in progress', { state: 'in_progress' }, undefined],
    ['ready as a document whose fields are not sure', { state: 'ready', status: 'completed', unsure: true }, 'accept'],
    ['failed as a document whose fields are not sure', { state: 'failed', unsure: true }, 'run'],
    ['ready as a recording, with a delivery that runs', { state: 'in_progress', status: 'READY' }, 'download'],
    ['ready as a document, with a delivery that is queued', { state: 'queued', status: 'completed' }, 'download'],
    ['deleted after it was ready', { state: 'deleted', status: 'READY' }, 'restore'],
    ['in a state of a newer gateway', { state: 'translated' as Fields['state'] }, undefined],
  ])('suits an item that is %s', (_what, change, main) => {
    expect(mainOf(change)).toBe(main);
  });

  it('is the check of what the item waits for', () => {
    expect(mainOf({ state: 'waiting' }, false, always)).toBe('check');
    expect(mainOf({ state: 'waiting', status: 'READY' }, false, always)).toBe('check');
    expect(mainOf({ state: 'paused' }, false, always)).toBe('run');
  });

  it('is in the panel that needs a person, if there is one', () => {
    expect(mainOf({ state: 'partial' }, true)).toBeUndefined();
    expect(mainOf({ state: 'deleted' }, true)).toBe('restore');
  });

  it('is another one if the best one is not possible', () => {
    const only =
      (...possible: MainAction[]) =>
      (action: MainAction) =>
        possible.includes(action);
    expect(findMainAction('not_started', only('retry', 'download'))).toBe('retry');
    expect(findMainAction('hopeless', always)).toBe('upload');
    expect(findMainAction('failed', only('retry', 'upload'))).toBe('retry');
    expect(findMainAction('failed', only('upload'))).toBe('upload');
    expect(findMainAction('to_review', only('download'))).toBe('download');
    expect(findMainAction('deleted', () => false)).toBeUndefined();
  });
});
