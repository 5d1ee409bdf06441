import { findMainAction, findMainState, type MainAction } from './main-action.js';

const item: Parameters<typeof findMainState>[0] = {
  status: 'PROCESSING',
  label: null,
  on_pause: false,
  run: null,
  deleted_at: null,
  erased_at: null,
  expired_at: null,
  upload_summary: { total: 1, uploaded: 1, failed: 0, partial: false, unconfirmed: 0, follow_ups_failed: 0 },
};
const running = { active: true } as never;
const always = (): boolean => true;
/** Nothing outside is missing. */
const withoutWait = (action: MainAction): boolean => action !== 'check';
const mainOf = (change: object, asks = false, isPossible = withoutWait): MainAction | undefined =>
  findMainAction(findMainState({ ...item, ...change }, asks), isPossible);

describe('the main action of an item', () => {
  it.each<[state: string, change: object, main: MainAction | undefined]>([
    ['not started', {}, 'run'],
    ['in progress', { run: running }, undefined],
    ['paused', { run: running, on_pause: true }, 'run'],
    ['stalled', { run: running, label: 'stalled' }, 'unstick'],
    ['ready as a recording', { status: 'READY' }, 'download'],
    ['ready as a document, with a delivery that runs', { status: 'completed', run: running }, 'download'],
    ['ready, after a follow-up has failed', { status: 'READY', upload_summary: { follow_ups_failed: 1 } }, 'retry'],
    ['in progress, after a follow-up has failed', { run: running, upload_summary: { follow_ups_failed: 1 } }, undefined],
    ['ready as a document whose fields are not sure', { status: 'completed', unsure: true }, 'accept'],
    ['deleted', { deleted_at: 'then', status: 'READY' }, 'restore'],
    ['erased', { deleted_at: 'then', erased_at: 'then' }, undefined],
    ['expired', { expired_at: 'then', status: 'READY' }, undefined],
  ])('follows from the state: %s', (_state, change, main) => {
    expect(mainOf(change)).toBe(main);
  });

  it('is the check of what the item waits for', () => {
    expect(mainOf({ run: running }, false, always)).toBe('check');
    // A session that waits before its first worker.
    expect(findMainAction('idle', always)).toBe('check');
    expect(mainOf({ run: running, on_pause: true }, false, always)).toBe('run');
  });

  it('is in the panel that needs a person, if there is one', () => {
    expect(mainOf({ status: 'READY' }, true)).toBeUndefined();
    expect(mainOf({ deleted_at: 'then' }, true)).toBe('restore');
  });

  it('is another one if the best one is not possible', () => {
    expect(findMainAction('idle', (action) => action !== 'run' && action !== 'check')).toBe('retry');
    expect(findMainAction('hopeless', always)).toBe('upload');
    expect(findMainAction('failed', always)).toBe('retry');
    expect(findMainAction('failed', (action) => action === 'upload')).toBe('upload');
    expect(findMainAction('deleted', () => false)).toBeUndefined();
  });
});
