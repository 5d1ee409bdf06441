import { pickLiveFields, diffLiveFields, type ItemWithParts } from './live-fields.js';

const part = <T extends object>(fields: T & Record<string, unknown>): T => fields;

const item = (more: object = {}, trim: object = {}): ItemWithParts & Record<string, unknown> => ({
  id: 'r',
  revision: '7',
  title: 'not live',
  progress: 0.2,
  eta: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:10:00.000Z', basis: 'history', samples: 5 },
  stalled: false,
  processing_stages: [
    part<{ stage_type: string }>({ stage_type: 'TRIM', status: 'IN_PROGRESS', progress: 0.4, stalled: false, ...trim }),
    part<{ stage_type: string }>({ stage_type: 'TRANSCRIBE', status: 'PENDING', progress: null, stalled: false }),
  ],
  outputs: [part<{ id: string }>({ id: 'library', status: 'PENDING', progress: null, stalled: false })],
  ...more,
});
const moved = (now: ItemWithParts): unknown => diffLiveFields(pickLiveFields(item()), pickLiveFields(now));

describe('the live fields of an item', () => {
  it('are sent with all fields of the item itself and only the changed parts', () => {
    expect(moved(item({ progress: 0.25 }, { progress: 0.5 }))).toEqual({
      id: 'r',
      revision: '7',
      progress: 0.25,
      eta: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:10:00.000Z', basis: 'history', samples: 5 },
      stalled: false,
      processing_stages: [{ stage_type: 'TRIM', progress: 0.5, stalled: false }],
      outputs: [],
    });
  });

  it('are empty if only committed fields have changed, or an estimate by seconds', () => {
    expect(moved(item({ title: 'other' }))).toBeUndefined();
    expect(moved(item({ eta: { ...(item()['eta'] as object), from: '2026-11-20T10:00:04.000Z' } }))).toBeUndefined();
    expect(moved(item({ eta: { ...(item()['eta'] as object), from: '2026-11-20T10:02:00.000Z' } }))).toBeDefined();
    expect(moved(item({ eta: null }))).toBeDefined();
  });

  it('have the label, which a stall changes without a commit', () => {
    expect(moved(item({ stalled: true, label: 'stalled' }))).toMatchObject({ stalled: true, label: 'stalled' });
  });
});
