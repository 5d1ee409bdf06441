import { START } from '@throughline/event-store';
import { Moments } from './moment.js';

const OWN = Date.parse('2026-11-20T14:00:00Z');
const at = (ms: number): string => new Date(OWN + ms).toISOString();
const minutes = (count: number): number => count * 60_000;

type Answer = () => Promise<{ id: string; first: typeof START; last: typeof START; now: string }>;
const clock =
  (ms: number): Answer =>
  () =>
    Promise.resolve({ id: 'log', first: START, last: START, now: at(ms) });
const frozen: Answer = () => new Promise(() => undefined);
const away: Answer = () => Promise.reject(Object.assign(new Error('no broker'), { kind: 'unavailable' }));

const isRead = (incarnation: Answer, ms: number): Promise<boolean> =>
  new Moments({ history: { incarnation }, now: () => new Date(OWN) }).read(at(ms)).then(
    () => true,
    () => false,
  );

describe('a moment', () => {
  it.each([
    ['the same time', clock(0)],
    ['no time, as it is frozen', frozen],
    ['no time, as it is unavailable', away],
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
