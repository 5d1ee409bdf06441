import type { BulkCommand } from './bulk-command.js';
import { progressAnswer } from './bulk-answers.js';

const now = new Date('2026-02-05T10:00:00.000Z');
const bulk: BulkCommand = {
  id: 'one',
  libraryId: 'library',
  noun: 'recording',
  action: 'run',
  state: 'running',
  total: 100,
  verdicts: [],
  outcomes: [
    { word: 'changed', code: 'started', count: 30, detail: 'The run has started.' },
    { word: 'changed', code: 'resumed', count: 10, detail: 'The paused run resumes.' },
    { word: 'refused', code: 'deleted', count: 10, detail: 'It is deleted.' },
  ],
  changedSincePreview: 0,
  planChanges: [],
  requestedBy: 'user',
  executedBy: 'user',
  waitingSince: undefined,
  createdAt: now.toISOString(),
  startedAt: now.toISOString(),
  endedAt: undefined,
  expiresAt: now.toISOString(),
};

describe('the progress of a bulk command', () => {
  it('counts outcomes, and estimates the rest by the recent rate', () => {
    expect(progressAnswer(bulk, { items: 50, ms: 10_000 }, now)).toMatchObject({
      done: 50,
      outcome_totals: { changed: 40, skipped: 0, refused: 10, error: 0, left_out: 0 },
      rate: 5,
      eta: '2026-02-05T10:00:10.000Z',
      eta_reason: null,
    });
  });

  it.each([
    ['too few items are measured', { items: 3, ms: 10_000 }, {}, 'too-early', 0.3],
    ['too little time has passed', { items: 30, ms: 500 }, {}, 'too-early', 60],
    ['nothing was measured', { items: 0, ms: 0 }, {}, 'too-early', 0],
    ['a service is unavailable', { items: 50, ms: 10_000 }, { waitingSince: now.toISOString() }, 'waiting', 0],
    ['it is done', { items: 50, ms: 10_000 }, { state: 'done' }, 'not-running', null],
  ] as const)('gives a reason instead of an estimate if %s', (_, recent, change, reason, rate) => {
    expect(progressAnswer({ ...bulk, ...change }, recent, now)).toMatchObject({ eta: null, eta_reason: reason, rate });
  });

  it('does not count the items that a stop has left out as done', () => {
    const outcomes = [...bulk.outcomes, { word: 'left_out', code: 'left-out', count: 50, detail: 'It was stopped.' }] as const;
    expect(progressAnswer({ ...bulk, state: 'stopped', outcomes }, { items: 0, ms: 0 }, now)).toMatchObject({ done: 50 });
  });
});
