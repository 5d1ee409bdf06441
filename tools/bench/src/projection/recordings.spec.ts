import { evolve, initialState, renderStatus } from '@throughline/domain';
import { eventsOf, generateHistories, type History } from './recordings.js';

const statusOf = ({ assetId, commits }: History): string =>
  renderStatus(
    commits
      .flatMap(({ at, events }) => events.map((event) => ({ at, event })))
      .reduce((state, { at, event }) => evolve(state, event, { assetId, at }), initialState),
  );

describe('generated histories', () => {
  it('are copied with ids of their own, and fold to the status of the history that they copy', async () => {
    const histories = [...(await generateHistories(60, 1))];
    const [decided, copy] = histories;
    if (decided === undefined || copy === undefined) throw new Error('60 events are more than one history');
    expect(copy.commits.map(({ events }) => events.map(({ type }) => type))).toEqual(
      decided.commits.map(({ events }) => events.map(({ type }) => type)),
    );
    expect(histories.map(statusOf)).toEqual(histories.map(() => statusOf(decided)));
    const ids = histories.flatMap(({ assetId, commits }) => [assetId, ...commits.map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have at least the wanted events, and no history more', async () => {
    const counts = [...(await generateHistories(60, 1))].map(eventsOf);
    const sum = counts.reduce((total, count) => total + count, 0);
    expect(sum).toBeGreaterThanOrEqual(60);
    expect(sum - (counts.at(-1) ?? 0)).toBeLessThan(60);
  });
});
