import { newId, timerSubject, type Timer } from '@throughline/contracts';
import { getCurrentTrace, runInTrace } from '@throughline/telemetry';
import { recordSpans } from '@throughline/telemetry/testing';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import type { Timers } from '../timer/timers.js';
import type { TestTime } from './passing-time.js';
import { aTimer } from './samples.js';

export interface TimersHarness {
  readonly timers: Timers;
  readonly deadLetters: DeadLetters;
  readonly time: TestTime;
  readonly ackWaitMs: number;
  wallClock(): number;
  readonly problems: readonly unknown[];
  readonly putRaw: (subject: string, bytes: Uint8Array, headers: readonly (readonly [string, string])[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

interface DeliveredTimer {
  readonly timer: Timer;
  readonly at: number;
}

const HOUR_MS = 3_600_000;

export function timersContract(name: string, openHarness: () => Promise<TimersHarness>): void {
  describe(`${name} fulfils the Timers contract`, () => {
    let harness: TimersHarness;
    let delivered: DeliveredTimer[] = [];
    let abort = new AbortController();
    let ended: Promise<unknown> = Promise.resolve();
    let handle: (timer: Timer) => Promise<void> = () => Promise.resolve();
    const listen = (service: Timer['service']): Promise<void> =>
      harness.timers.consume({
        service,
        onDue: (timer) => {
          delivered.push({ timer, at: harness.wallClock() });
          return handle(timer);
        },
        signal: abort.signal,
      });
    beforeAll(async () => {
      harness = await openHarness();
    });
    afterAll(() => harness.close());
    beforeEach(() => {
      delivered = [];
      abort = new AbortController();
      handle = () => Promise.resolve();
      ended = listen('processing');
    });
    afterEach(async () => {
      abort.abort();
      await ended;
    });
    const due = (inMs: number, overrides: Partial<Timer> = {}): Timer =>
      aTimer({ dueAt: new Date(harness.wallClock() + inMs).toISOString(), ...overrides });
    const deliveriesOf = ({ assetId }: Pick<Timer, 'assetId'>): DeliveredTimer[] =>
      delivered.filter(({ timer }) => timer.assetId === assetId);
    /** Waits for a later timer, so all timers due before it have been delivered. */
    const untilPassed = async (inMs: number): Promise<void> => {
      const later = due(inMs);
      await harness.timers.set(later);
      await harness.time.eventually('a later timer', () => deliveriesOf(later).length > 0);
    };

    it('delivers a due timer once', async () => {
      const timer = due(-1_000);
      await harness.timers.set(timer);
      await harness.time.eventually('told', () => deliveriesOf(timer).length > 0);
      await untilPassed(300);
      expect(deliveriesOf(timer).map((each) => each.timer)).toEqual([timer]);
    });

    it('delivers no timer before it is due', async () => {
      const timers = [900, 300, 600].map((inMs) => due(inMs));
      for (const timer of timers) await harness.timers.set(timer);
      await harness.time.eventually('all told', () => timers.every((timer) => deliveriesOf(timer).length > 0));
      for (const timer of timers) expect(deliveriesOf(timer)[0]?.at).toBeGreaterThanOrEqual(Date.parse(timer.dueAt));
    });

    it('replaces a waiting timer by a new one of the same purpose, earlier or later', async () => {
      const sooner = newId();
      await harness.timers.set(due(HOUR_MS, { assetId: sooner }));
      await harness.timers.set(due(100, { assetId: sooner }));
      let [later, inMs] = [newId(), 200];
      for (;;) {
        const first = due(inMs, { assetId: later });
        await harness.timers.set(first);
        await harness.timers.set(due(HOUR_MS, { assetId: later }));
        // A slow machine may replace it too late, which proves nothing: try again with more time.
        if (harness.wallClock() + 100 < Date.parse(first.dueAt)) break;
        [later, inMs] = [newId(), inMs * 2];
      }
      await harness.time.eventually('the earlier one', () => deliveriesOf({ assetId: sooner }).length > 0);
      await untilPassed(inMs + 300);
      expect(deliveriesOf({ assetId: sooner })).toHaveLength(1);
      expect(deliveriesOf({ assetId: later })).toHaveLength(0);
    });

    it('keeps a timer that is set while the old one is being handled', async () => {
      const first = due(0);
      const second = { ...first, dueAt: due(400).dueAt };
      handle = (timer) => (timer.dueAt === first.dueAt ? harness.timers.set(second) : Promise.resolve());
      await harness.timers.set(first);
      await harness.time.eventually('both', () => deliveriesOf(first).length === 2);
      await untilPassed(300);
      expect(deliveriesOf(first).map(({ timer }) => timer)).toEqual([first, second]);
    });

    it('redelivers a timer whose handler failed, and reports the error', async () => {
      const timer = due(0);
      const failure = new Error('cannot load the asset');
      handle = () => (deliveriesOf(timer).length === 1 ? Promise.reject(failure) : Promise.resolve());
      await harness.timers.set(timer);
      await harness.time.eventually('told again', () => deliveriesOf(timer).length === 2);
      expect(harness.problems).toContain(failure);
    });

    it('does not redeliver a timer while it is being handled, however long that takes', async () => {
      const timer = due(0);
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      handle = ({ assetId }) => (assetId === timer.assetId ? finished : Promise.resolve());
      await harness.timers.set(timer);
      const begun = harness.time.now();
      await harness.time.eventually(
        'longer than the time until redelivery',
        () => harness.time.now() - begun > harness.ackWaitMs * 1.6,
      );
      expect(deliveriesOf(timer)).toHaveLength(1);
      finish();
      await untilPassed(100);
      expect(deliveriesOf(timer)).toHaveLength(1);
    });

    it('keeps timers of other purposes and services apart', async () => {
      const retry = due(0, { purpose: 'retry:TRANSCRIBE' });
      const poll = { ...retry, purpose: 'poll/TRANSCRIBE' };
      const ofUpload = due(0, { service: 'upload' });
      for (const timer of [ofUpload, retry, poll]) await harness.timers.set(timer);
      await untilPassed(200);
      expect(new Set(deliveriesOf(retry).map(({ timer }) => timer.purpose))).toEqual(new Set([retry.purpose, poll.purpose]));
      expect(deliveriesOf(ofUpload)).toHaveLength(0);
      const upload = listen('upload');
      await harness.time.eventually('told to its own service', () => deliveriesOf(ofUpload).length === 1);
      abort.abort();
      await upload;
    });

    it('delivers a due timer while hundreds of others wait', async () => {
      await Promise.all(Array.from({ length: 300 }, () => harness.timers.set(due(HOUR_MS))));
      const timer = due(0);
      await harness.timers.set(timer);
      await harness.time.eventually('told', () => deliveriesOf(timer).length === 1);
      expect(delivered).toHaveLength(1);
    });

    it('rejects a timer with an invalid time', async () => {
      await expect(harness.timers.set(aTimer({ dueAt: 'soon' }))).rejects.toMatchObject({ kind: 'undecodable' });
    });

    it('handles a due timer in the trace that it was set in', async () => {
      const spans = recordSpans();
      try {
        const traces: (string | undefined)[] = [];
        handle = () => {
          traces.push(getCurrentTrace());
          return Promise.resolve();
        };
        const timer = due(50);
        await runInTrace(`00-${'6'.repeat(32)}-${'7'.repeat(16)}-01`, () => harness.timers.set(timer));
        await harness.time.eventually('told', () => deliveriesOf(timer).length > 0);
        expect(traces).toEqual([expect.stringContaining('6'.repeat(32))]);
      } finally {
        await spans.end();
      }
    });

    it('stores an unreadable timer as a dead letter and continues', async () => {
      const timer = due(0);
      const subject = timerSubject('processing', timer.assetId, timer.purpose);
      await harness.putRaw(subject, new TextEncoder().encode(JSON.stringify({ ...timer, dueAt: 'soon' })), []);
      await untilPassed(100);
      expect(deliveriesOf(timer)).toHaveLength(0);
      const find = async () => (await harness.deadLetters.list()).find((each) => each.subject === subject);
      await harness.time.eventually('the dead letter', async () => (await find()) !== undefined);
      const letter = await find();
      expect(letter).toMatchObject({ service: 'processing', assetId: timer.assetId });
    });
  });
}
