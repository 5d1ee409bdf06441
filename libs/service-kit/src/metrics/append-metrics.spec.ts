import type { Commit } from '@throughline/contracts';
import { NO_REVISION, OutcomeUnknownError, RevisionConflictError, parsePosition, parseRevision } from '@throughline/event-store';
import { readSamples, findSampleValue } from '@throughline/stack/testing';
import { countAppends } from './append-metrics.js';
import { Metrics } from './metrics.js';

const ASSET = '0190f5fe-7c00-7a00-8a00-0123456789ab';
const commit: Commit = {
  id: 'c-1',
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'service', id: 'spec' },
  causationId: 'x',
  correlationId: 'x',
  events: [],
};

describe('appends to the log', () => {
  it('are counted by outcome, and keep their errors', async () => {
    const metrics = new Metrics('ingest');
    const outcomes = [
      { revision: parseRevision('1'), position: parsePosition('1'), duplicate: false },
      { revision: parseRevision('1'), position: parsePosition('1'), duplicate: true },
      new RevisionConflictError(ASSET, NO_REVISION, undefined),
      new OutcomeUnknownError(ASSET, commit.id, {}),
      new Error('something else'),
    ];
    const unused = (): Promise<never> => Promise.reject(new Error('not asked here'));
    const log = countAppends(
      {
        load: unused,
        head: unused,
        append: () => {
          const next = outcomes.shift();
          return next === undefined || next instanceof Error
            ? Promise.reject(next ?? new Error('no more'))
            : Promise.resolve(next);
        },
      },
      metrics,
    );
    const kinds: unknown[] = [];
    while (outcomes.length > 0)
      await log.append(ASSET, commit, NO_REVISION).then(
        ({ duplicate }) => kinds.push(duplicate),
        (error: unknown) => kinds.push(error),
      );
    expect(kinds).toMatchObject([false, true, { kind: 'revision-conflict' }, { kind: 'outcome-unknown' }, {}]);
    const text = await metrics.scrape();
    const counted = readSamples(text).filter(({ name }) => name === 'throughline_commits_total');
    expect(counted.map(({ labels, value }) => [labels['outcome'], value])).toEqual([
      ['appended', 1],
      ['duplicate', 1],
      ['conflict', 1],
      ['unknown', 1],
      ['failed', 1],
    ]);
    expect(findSampleValue(text, 'throughline_append_duration_seconds_count')).toBe(5);
  });
});
