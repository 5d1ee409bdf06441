import type { Output, Recording, Stage } from '../api/answers.js';
import { situationOf, situationOfOutput } from './situation.js';

type Seen = Pick<Recording, 'processing_stages' | 'outputs' | 'waiting_for'>;

const attempts = {
  failed: false,
  failed_at: null,
  failed_reason: null,
  skip_reason: null,
  attempt: 1,
  retry_at: null,
  started_at: null,
};
const stage = (part: Partial<Stage>): Stage => ({
  ...attempts,
  stage_type: 'TRIM',
  status: 'IN_PROGRESS',
  progress: 0.5,
  stalled: false,
  completed_at: null,
  ...part,
});
const output = (part: Partial<Output>): Output => ({
  ...attempts,
  id: 'tube',
  target_type: 'simulated',
  status: 'UPLOADED',
  progress: 1,
  stalled: false,
  target_meta: null,
  uploaded_at: null,
  unconfirmed: false,
  outdated: false,
  old_words: false,
  follow_ups: [],
  updated_at: '2026-11-20T10:00:00.000Z',
  ...part,
});
const seen = (part: Partial<Seen>): Seen => ({ processing_stages: [], outputs: [], waiting_for: [], ...part });
const trim = { step: 'TRIM', status: 'IN_PROGRESS', skip_reason: null } as const;

describe('how a step is', () => {
  it('is said in words, with a colour and a sign', () => {
    expect(situationOf(seen({ processing_stages: [stage({})] }), trim)).toEqual({
      tone: 'busy',
      icon: 'moving',
      says: 'At work',
    });
    expect(situationOf(seen({}), { ...trim, status: 'FAILED' })).toEqual({ tone: 'bad', icon: 'failed', says: 'Failed' });
  });

  it('is stalled only where that is known', () => {
    const saysOf = (stalled: boolean | null): string => situationOf(seen({ processing_stages: [stage({ stalled })] }), trim).says;
    expect([saysOf(true), saysOf(null), saysOf(false)]).toEqual(['Stalled', 'At work', 'At work']);
  });

  it('says why it was left out, and a reason of tomorrow as it is called', () => {
    const saysOf = (skip_reason: string | null): string =>
      situationOf(seen({}), { ...trim, status: 'SKIPPED', skip_reason }).says;
    expect([saysOf('no_audio'), saysOf('eclipse'), saysOf(null)]).toEqual([
      'Left out: there is no sound',
      'Left out: eclipse',
      'Left out',
    ]);
  });

  it('is the same for a delivery and for the step that delivers', () => {
    const waiting = { step: 'deliver:tube', for: 'quota', message: 'used up', since: '2026-11-20T10:00:00.000Z', until: null };
    const pending = output({ status: 'PENDING' });
    const recording = seen({ outputs: [pending], waiting_for: [waiting] });
    expect(situationOfOutput(recording, pending)).toEqual({ tone: 'warn', icon: 'waiting', says: 'Waiting' });
    expect(situationOf(recording, { step: 'deliver:tube', status: 'PENDING', skip_reason: null })).toEqual(
      situationOfOutput(recording, pending),
    );
  });

  it('calls a delivery that nobody is sure of neither done nor failed', () => {
    const unsure = output({ unconfirmed: true });
    expect(situationOfOutput(seen({ outputs: [unsure] }), unsure)).toEqual({
      tone: 'warn',
      icon: 'stalled',
      says: 'Unconfirmed',
    });
    const sure = output({});
    expect(situationOfOutput(seen({ outputs: [sure] }), sure).says).toBe('Done');
  });
});
