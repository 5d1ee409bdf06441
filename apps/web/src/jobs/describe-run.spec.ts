import type { JobRun } from '@throughline/api-client';
import { describeRun } from './describe-run.js';

const run: JobRun = {
  id: '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11',
  state: 'done',
  cause: 'schedule',
  requested_by: '01JKB2Q5Z9M8V7T6R5P4N3K2H1',
  occurrence: '2026-02-05T09:00:00.000Z',
  missed: 0,
  window: { from: '2026-02-03T09:00:00.000Z', to: '2026-02-05T09:00:00.000Z' },
  problem: null,
  sources: [],
  totals: { selected: 0, changed: 0, skipped: 0, refused: 0, error: 0 },
  left_out: {},
  started_at: '2026-02-05T09:00:00.000Z',
  ended_at: '2026-02-05T09:00:04.000Z',
};

describe('the words for a run of a job', () => {
  it('say what it started, left out and made up for', () => {
    expect(describeRun(run)).toBe('Done · 0 recordings started');
    const totals = { selected: 3, changed: 1, skipped: 1, refused: 1, error: 0 };
    expect(describeRun({ ...run, totals, left_out: { blank: 1, 'no-template': 2 }, missed: 1 })).toBe(
      'Done · 1 recording started · 2 recordings not started · 3 recordings left out · makes up for 1 missed time',
    );
  });

  it('say what its sources brought', () => {
    const source = { source_id: 2, name: 'Zoom', found: 5, added: 2, problem: null };
    const sources = [source, { ...source, source_id: 4, added: 1 }];
    expect(describeRun({ ...run, sources })).toBe('Done · 3 recordings imported · 0 recordings started');
  });

  it('say why it failed', () => {
    expect(describeRun({ ...run, state: 'failed', problem: 'Zoom asks to sign in again.' })).toBe(
      'Failed · 0 recordings started · Zoom asks to sign in again.',
    );
  });

  it('do not count recordings that a running run has not reached', () => {
    const totals = { ...run.totals, selected: 3, changed: 1 };
    expect(describeRun({ ...run, state: 'running', totals })).toBe('Running · 1 recording started');
  });
});
