import { START, parsePosition, type StoredCommit } from '@throughline/event-store';
import { Moments, listUntil } from './moment.js';

const OWN = Date.parse('2026-11-20T14:00:00Z');
const at = (ms: number): string => new Date(OWN + ms).toISOString();
const minutes = (count: number): number => count * 60_000;

type Answer = () => Promise<{ id: string; first: typeof START; last: typeof START; now: string }>;
const clock =
  (ms: number): Answer =>
  () =>
    Promise.resolve({ id: 'log', first: START, last: START, now: at(ms) });
const frozen: Answer = () => new Promise(() => undefined);
const unavailable: Answer = () => Promise.reject(Object.assign(new Error('no broker'), { kind: 'unavailable' }));

const isRead = (incarnation: Answer, ms: number): Promise<boolean> =>
  new Moments({ history: { incarnation }, now: () => new Date(OWN) }).read(at(ms)).then(
    () => true,
    () => false,
  );

describe('a moment', () => {
  it.each([
    ['the same time', clock(0)],
    ['no time, as it is frozen', frozen],
    ['no time, as it is unavailable', unavailable],
  ])('is at most a minute ahead if the broker has %s', async (_, broker) => {
    expect(await isRead(broker, minutes(1))).toBe(true);
    expect(await isRead(broker, minutes(1) + 1)).toBe(false);
  });

  it('is compared with the clock of the broker, not with that of the gateway', async () => {
    expect(await isRead(clock(minutes(-10)), minutes(-5))).toBe(false);
    expect(await isRead(clock(minutes(-10)), minutes(-10))).toBe(true);
    expect(await isRead(clock(minutes(10)), minutes(10))).toBe(true);
  });

  it('needs no broker if it is long past, or a position', async () => {
    const history = { incarnation: () => Promise.reject(new Error('asked')) };
    const moments = new Moments({ history, now: () => new Date(OWN) });
    expect(await moments.read(at(minutes(-61)))).toEqual({ kind: 'time', time: at(minutes(-61)) });
    expect(await moments.read('17')).toEqual({ kind: 'position', position: '17' });
  });
});

describe('the commits of an item at a moment', () => {
  const storedAt = at(minutes(100));
  const commit = (position: number, ms: number, origin?: 'imported' | 'external'): StoredCommit =>
    ({
      position: parsePosition(String(position)),
      storedAt,
      commit: { at: at(ms), ...(origin === undefined ? {} : { origin: { kind: origin, ref: 'x' } }) },
    }) as StoredCommit;
  const positions = (time: string, commits: readonly StoredCommit[]): readonly string[] =>
    listUntil({ kind: 'time', time }, commits).map(({ position }) => String(position));

  it('are found by the time of the other system if they were imported, and by that of the log otherwise', () => {
    expect(positions(at(minutes(1)), [commit(1, 0, 'imported'), commit(2, minutes(2), 'imported')])).toEqual(['1']);
    expect(positions(at(minutes(1)), [commit(1, 0), commit(2, minutes(2))])).toEqual([]);
    expect(positions(at(minutes(1)), [commit(1, 0, 'external')])).toEqual([]);
    expect(positions(storedAt, [commit(1, 0), commit(2, minutes(200), 'imported')])).toEqual(['1', '2']);
  });

  it('keep their order if the clock of the other system ran backwards', () => {
    const commits = [commit(1, 0, 'imported'), commit(2, minutes(9), 'imported'), commit(3, minutes(5), 'imported')];
    expect(positions(at(minutes(5)), commits)).toEqual(['1', '2', '3']);
    expect(positions(at(minutes(4)), commits)).toEqual(['1']);
  });
});
