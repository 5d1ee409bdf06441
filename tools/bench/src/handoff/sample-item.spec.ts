import type { AssetEvent, Commit, WorkMessage } from '@throughline/contracts';
import { aRun } from '@throughline/domain/testing';
import { SampleCollector, countEvents } from './sample-item.js';

const STEPS = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE'] as const;

const toCommit = (events: readonly AssetEvent[], index: number): Commit => ({
  id: `commit-${String(index)}`,
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'service', id: 'bench' },
  causationId: 'bench',
  correlationId: 'bench',
  events: [...events],
});
const commits = aRun()
  .through(...STEPS)
  .commits.map(({ commit }, index) => toCommit(commit.events, index));

const messageOf = (step: string, attempt = 1): WorkMessage => ({
  v: 1,
  minReader: 1,
  assetId: 'an asset',
  step,
  attempt,
  attemptId: 'an attempt',
  service: 'ingest',
  lane: 'download',
  revision: '1',
  foldVersion: 1,
  state: {},
  inputs: [],
  correlationId: 'bench',
});

const collect = (all: readonly Commit[]): SampleCollector => {
  const collector = new SampleCollector();
  for (const commit of all) collector.confirmed(commit);
  for (const step of STEPS) collector.queued(messageOf(step));
  return collector;
};
const typesOf = (events: readonly AssetEvent[] = []): readonly string[] => events.map(({ type }) => type);

describe('a sample item', () => {
  it('has the events of each step by their commits, and those of the registration', () => {
    const sample = collect(commits).take();
    expect(typesOf(sample.registered)).toEqual(expect.arrayContaining(['AssetRegistered', 'RunStarted', 'StepScheduled']));
    expect(typesOf(sample.registered)).not.toContain('StepStarted');
    expect(sample.steps.map(({ work }) => work.step)).toEqual(STEPS);
    for (const { started, ended } of sample.steps) {
      expect(typesOf(started)).toContain('StepStarted');
      expect(typesOf(ended)).toContain('StepCompleted');
    }
    expect(countEvents(sample)).toBe(commits.reduce((sum, { events }) => sum + events.length, 0));
  });

  it('has the first message of each step, and nothing of later items', () => {
    const collector = collect(commits);
    collector.queued(messageOf('TRIM', 2));
    expect(collector.take().steps.map(({ work }) => work.attempt)).toEqual([1, 1, 1]);
    const [first] = commits;
    if (first === undefined) throw new Error('A run has commits');
    collector.confirmed(first);
    collector.queued(messageOf('EXTRACT_TOPICS'));
    expect(collector.take().steps).toHaveLength(STEPS.length);
  });

  it('is refused if it would leave out events', () => {
    const other = toCommit([{ type: 'StepCheckpointed', v: 1, data: { step: 'TRIM', attemptId: 'an attempt', data: {} } }], 99);
    expect(() => collect([...commits, other]).take()).toThrow(/The sample has \d+ of \d+ events/);
  });
});
