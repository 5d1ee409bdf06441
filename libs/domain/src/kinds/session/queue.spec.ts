import { TRANSCRIBE } from '@throughline/contracts';
import { isPresent } from '../../asset/state.js';
import type { ForecastFacts, LaneCapacity, QueuePosition } from '../../status/eta/facts.js';
import { Journey, aConfig } from '../../testing/index.js';
import type { SessionWork } from '../../status/session-progress.js';
import type { SessionQueue } from './queue.js';
import { SESSION_MESSAGES, renderSession, type SessionItem } from './view.js';

const HOUR_S = 3_600;
const MINUTE_S = 60;
const HOUR_MS = 3_600_000;
const SERVED: LaneCapacity = { state: 'served', places: 1, free: 0, startedAt: [] };

const aQueued = (): Journey => {
  const journey = new Journey().register({ pipeline: 'session' });
  journey.run(aConfig([]));
  journey.start('DOWNLOAD');
  journey.complete('DOWNLOAD', { result: { duration_seconds: MINUTE_S } });
  return journey;
};
interface QueueFacts {
  readonly place?: QueuePosition;
  readonly room?: LaneCapacity;
  readonly ahead?: readonly SessionWork[];
}
const queueOf = ({ now }: Journey, { place, room = SERVED, ahead }: QueueFacts): SessionQueue => {
  const facts: ForecastFacts = {
    now,
    samplesOf: () => [],
    placeOf: () => place,
    roomOf: () => room,
    isStalled: () => false,
  };
  return { facts, aheadOf: () => ahead };
};
const item = (journey: Journey, known: QueueFacts): SessionItem => {
  if (!isPresent(journey.state)) throw new Error('The journey has not begun');
  return renderSession(journey.state, journey.personal, { now: journey.now, queue: queueOf(journey, known) });
};
const leftOf = (journey: Journey, known: QueueFacts): number | undefined => {
  const { estimated_completion: end } = item(journey, known);
  return end === null ? undefined : Date.parse(end) - Date.parse(journey.now);
};
const OWN_MS = 4 * MINUTE_S * 1_000;
const anHour = (fraction: number, elapsedMs: number): SessionWork => ({ totalSeconds: HOUR_S, fraction, elapsedMs });

describe('a session that waits in a queue', () => {
  it('shows its place, before its download and before its transcription', () => {
    const journey = new Journey().register({ pipeline: 'session' });
    journey.run(aConfig([]));
    const place = { position: 4, length: 9 };
    const expected = { queue_position: 4, queue_length: 9, message: 'Waiting in the queue, position 4 of 9...' };
    expect(item(journey, { place })).toMatchObject({ status: 'pending', ...expected, estimated_completion: null });
    expect(item(aQueued(), { place })).toMatchObject({ status: 'processing', ...expected });
    expect(item(journey, {})).toMatchObject({ queue_position: null, queue_length: null, message: SESSION_MESSAGES.pending });
  });

  it('shows no place once it is running', () => {
    const journey = aQueued();
    journey.start(TRANSCRIBE);
    const place = { position: 1, length: 1 };
    expect(item(journey, { place })).toMatchObject({ queue_position: null, message: SESSION_MESSAGES.processing });
    expect(leftOf(journey, { place, ahead: [anHour(0, 0)] })).toBe(OWN_MS);
  });

  it('ends after the remaining time of running sessions before it, and after the queued ones', () => {
    const journey = aQueued();
    const place = { position: 2, length: 2 };
    const left = leftOf(journey, { place, ahead: [anHour(30 / 240, HOUR_MS / 2), anHour(0, 0)] });
    expect(left).toBeCloseTo((3.5 + 4) * HOUR_MS + OWN_MS, -1);
  });

  it('waits only for the first of several places', () => {
    const room: LaneCapacity = { state: 'served', places: 2, free: 0, startedAt: [] };
    const ahead = [anHour(0, 0), { ...anHour(0, 0), totalSeconds: MINUTE_S }];
    expect(leftOf(aQueued(), { place: { position: 1, length: 1 }, room, ahead })).toBe(OWN_MS + OWN_MS);
    expect(leftOf(aQueued(), { place: { position: 1, length: 1 }, room, ahead: ahead.slice(0, 1) })).toBe(OWN_MS);
  });

  it('treats media of unknown length like its own', () => {
    const ahead = [{ totalSeconds: undefined, fraction: 0, elapsedMs: 0 }];
    expect(leftOf(aQueued(), { place: { position: 2, length: 2 }, ahead })).toBe(OWN_MS + OWN_MS);
  });

  it('shows no time if no worker serves the lane or its place is unknown', () => {
    const place = { position: 1, length: 1 };
    expect(leftOf(aQueued(), { place, ahead: [], room: { state: 'unserved' } })).toBeUndefined();
    expect(leftOf(aQueued(), { place, ahead: [], room: { state: 'unknown' } })).toBeUndefined();
    expect(leftOf(aQueued(), {})).toBeUndefined();
    // The attempt is newer than the look at the queue, and a worker is free.
    expect(leftOf(aQueued(), { room: { state: 'served', places: 1, free: 1, startedAt: [] } })).toBe(OWN_MS);
  });

  it('shows no time that moves with the clock: behind a session that is overdue, or if no worker takes it', () => {
    const journey = aQueued();
    const overdue = anHour(0, 5 * HOUR_MS);
    expect(leftOf(journey, { place: { position: 1, length: 1 }, ahead: [overdue] })).toBeUndefined();
    const free = { place: { position: 1, length: 1 }, ahead: [] };
    const { estimated_completion: end } = item(journey, free);
    journey.later(60_000);
    expect(item(journey, free).estimated_completion).toBe(end);
    journey.later(60_000);
    expect(item(journey, free).estimated_completion).toBeNull();
  });

  it('shows no time while it waits for a model that may come at any time', () => {
    const journey = aQueued();
    journey.wait(TRANSCRIBE, { for: 'speech-model', checkEveryMs: 30_000 });
    journey.later(HOUR_MS);
    expect(leftOf(journey, { ahead: [] })).toBeUndefined();
  });

  it('does not end before a later retry', () => {
    const journey = aQueued();
    journey.start(TRANSCRIBE);
    journey.fail(TRANSCRIBE, { retryable: true });
    const dueMs = Date.parse(journey.notBefore(TRANSCRIBE) ?? '') - Date.parse(journey.now);
    expect(dueMs).toBeGreaterThan(0);
    expect(leftOf(journey, {})).toBeGreaterThan(dueMs);
  });
});
