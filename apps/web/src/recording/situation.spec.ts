import type { Output, Recording, Stage } from '@throughline/api-client';
import { getStepDisplay, getOutputDisplay } from './situation.js';

type StepInputs = Pick<Recording, 'processing_stages' | 'outputs' | 'waiting_for'>;

const attempts = {
  failed: false,
  failed_at: null,
  failed_reason: null,
  skip_reason: null,
  attempt: 1,
  retry_at: null,
  started_at: null,
  eta: null,
  eta_reason: null,
  queue_position: null,
  queue_length: null,
  progress_at: null,
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
  old_texts: false,
  follow_ups: [],
  updated_at: '2026-11-20T10:00:00.000Z',
  ...part,
});
const inputsOf = (part: Partial<StepInputs>): StepInputs => ({ processing_stages: [], outputs: [], waiting_for: [], ...part });
const trim = { step: 'TRIM', status: 'IN_PROGRESS', skip_reason: null } as const;

describe('the display of a step', () => {
  it('has text, colour and icon', () => {
    expect(getStepDisplay(inputsOf({ processing_stages: [stage({})] }), trim)).toEqual({
      tone: 'busy',
      icon: 'moving',
      says: 'Running',
    });
    expect(getStepDisplay(inputsOf({}), { ...trim, status: 'FAILED' })).toEqual({ tone: 'bad', icon: 'failed', says: 'Failed' });
  });

  it('shows a stall only if it is known', () => {
    const saysOf = (stalled: boolean | null): string =>
      getStepDisplay(inputsOf({ processing_stages: [stage({ stalled })] }), trim).says;
    expect([saysOf(true), saysOf(null), saysOf(false)]).toEqual(['Stalled', 'Running', 'Running']);
  });

  it('shows the skip reason, and an unknown reason by its code', () => {
    const saysOf = (skip_reason: Stage['skip_reason']): string =>
      getStepDisplay(inputsOf({}), { ...trim, status: 'SKIPPED', skip_reason }).says;
    expect([saysOf('no_audio'), saysOf('eclipse' as 'error'), saysOf(null)]).toEqual([
      'Skipped: no sound',
      'Skipped: eclipse',
      'Skipped',
    ]);
  });

  it('is the same for an output and its delivery step', () => {
    const waiting = {
      step: 'deliver:tube',
      for: 'quota',
      message: 'used up',
      since: '2026-11-20T10:00:00.000Z',
      until: null,
      until_named: false,
    };
    const pending = output({ status: 'PENDING' });
    const recording = inputsOf({ outputs: [pending], waiting_for: [waiting] });
    expect(getOutputDisplay(recording, pending)).toEqual({ tone: 'warn', icon: 'waiting', says: 'Waiting' });
    expect(getStepDisplay(recording, { step: 'deliver:tube', status: 'PENDING', skip_reason: null })).toEqual(
      getOutputDisplay(recording, pending),
    );
  });

  it('shows an unconfirmed delivery neither as done nor as failed', () => {
    const unsure = output({ unconfirmed: true });
    expect(getOutputDisplay(inputsOf({ outputs: [unsure] }), unsure)).toEqual({
      tone: 'ask',
      icon: 'unconfirmed',
      says: 'Unconfirmed',
    });
    const skipped = output({ unconfirmed: true, status: 'SKIPPED', skip_reason: 'manual' });
    expect(getOutputDisplay(inputsOf({ outputs: [skipped] }), skipped)).toEqual({
      tone: 'calm',
      icon: 'skipped',
      says: 'Skipped by a person; the content may be at the destination',
    });
  });

  it('names the state of an output as lists do, and its delivery step too', () => {
    const saysOf = (status: Output['status']): string => {
      const one = output({ status });
      return getOutputDisplay(inputsOf({ outputs: [one] }), one).says;
    };
    expect((['PENDING', 'UPLOADING', 'UPLOADED', 'FAILED', 'SKIPPED'] as const).map(saysOf)).toEqual([
      'Not started',
      'Delivering',
      'Delivered',
      'Failed',
      'Skipped',
    ]);
    const recording = inputsOf({ outputs: [output({})] });
    expect(getStepDisplay(recording, { step: 'deliver:tube', status: 'COMPLETED', skip_reason: null }).says).toBe('Delivered');
    expect(getStepDisplay(recording, { step: 'deliver:tube/caption', status: 'COMPLETED', skip_reason: null }).says).toBe('Done');
  });
});
