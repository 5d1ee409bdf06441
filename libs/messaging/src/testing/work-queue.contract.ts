import { newId, workCodec, workSubject, type WorkMessage } from '@throughline/contracts';
import { currentTrace, inTrace } from '@throughline/telemetry';
import { recordSpans } from '@throughline/telemetry/testing';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import type { ConsumeWork, Delivery, Undecodable, WorkQueue } from '../work/work-queue.js';
import type { PassingTime } from './passing-time.js';
import { aWorkMessage } from './samples.js';

export interface WorkQueueHarness {
  readonly queue: WorkQueue;
  readonly deadLetters: DeadLetters;
  /** Time until an unanswered message comes back. */
  readonly ackWaitMs: number;
  readonly time: PassingTime;
  /** What the queue has reported. */
  readonly problems: readonly unknown[];
  /** Puts what no publisher of ours would write. */
  readonly putRaw: (subject: string, bytes: Uint8Array, headers: readonly (readonly [string, string])[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** A worker of specs: keeps what it got, and stops when told to. */
class Worker {
  readonly got: Delivery<WorkMessage>[] = [];
  private readonly abort = new AbortController();
  readonly ended: Promise<void>;
  isEnded = false;

  constructor(harness: WorkQueueHarness, lane: string, options: Partial<ConsumeWork> = {}) {
    const { onWork = (delivery) => delivery.ack(), ...rest } = options;
    this.ended = harness.queue
      .consume({
        service: 'processing',
        lane,
        concurrency: 1,
        ...rest,
        onWork: (delivery) => {
          this.got.push(delivery);
          return onWork(delivery);
        },
        signal: this.abort.signal,
      })
      .finally(() => {
        this.isEnded = true;
      });
  }

  attempts(): string[] {
    return this.got.map(({ message }) => message.attemptId);
  }

  tellToStop(): void {
    this.abort.abort();
  }

  stop(): Promise<void> {
    this.tellToStop();
    return this.ended;
  }
}

/** Something that a handler waits for until the case lets it go. */
const gate = (): { readonly open: () => void; readonly opened: Promise<void> } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

export function workQueueContract(name: string, openHarness: () => Promise<WorkQueueHarness>): void {
  describe(`${name} keeps the WorkQueue contract`, () => {
    let harness: WorkQueueHarness;
    let workers: Worker[] = [];
    let lane = '';
    beforeAll(async () => {
      harness = await openHarness();
    });
    afterAll(() => harness.close());
    beforeEach(() => {
      lane = `lane-${newId().slice(-12)}`;
    });
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      workers = [];
    });
    const work = (overrides: Partial<WorkMessage> = {}): WorkMessage => aWorkMessage({ lane, ...overrides });
    const start = (options: Partial<ConsumeWork> = {}): Worker => {
      const worker = new Worker(harness, lane, options);
      workers.push(worker);
      return worker;
    };
    const eventually: PassingTime['eventually'] = (what, condition) => harness.time.eventually(what, condition);
    /** The queue keeps an order, so whatever came before this has been handed out as well. */
    const caughtUp = async (worker: Worker): Promise<void> => {
      const last = work();
      await harness.queue.publish(last);
      await eventually('the last message', () => worker.attempts().includes(last.attemptId));
    };

    it('queues an attempt once, however often it is published', async () => {
      const message = work();
      expect(await harness.queue.publish(message)).toBe('queued');
      expect(await harness.queue.publish(message)).toBe('already-queued');
      const worker = start();
      await caughtUp(worker);
      expect(worker.attempts().filter((id) => id === message.attemptId)).toHaveLength(1);
    });

    it('lets one of many publishers of an attempt at the same time queue it', async () => {
      const message = work();
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => harness.queue.publish(message)));
      expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(1);
    });

    it('hands out what was published, whole, to the lane it names and to no other', async () => {
      const message = work({ state: { title: 'Ünïcode 🎧' }, step: 'deliver:archive/thumbnail' });
      const elsewhere = aWorkMessage({ lane: `${lane}-2` });
      await harness.queue.publish(elsewhere);
      await harness.queue.publish(message);
      const worker = start();
      await caughtUp(worker);
      expect(worker.got[0]?.message).toEqual(message);
      expect(worker.got[0]).toMatchObject({ redelivered: false, deliveries: 1, subject: workSubject(message) });
      expect(worker.attempts()).not.toContain(elsewhere.attemptId);
    });

    it('says how many messages nobody had been given when it gave one', async () => {
      for (const message of [work(), work(), work()]) await harness.queue.publish(message);
      const worker = start();
      await eventually('all messages', () => worker.got.length === 3);
      expect(worker.got.map(({ unseen }) => unseen)).toEqual([2, 1, 0]);
    });

    it('works on as many messages side by side as asked for, and never on more', async () => {
      const messages = Array.from({ length: 9 }, () => work());
      for (const message of messages) await harness.queue.publish(message);
      const { open, opened } = gate();
      let running = 0;
      let most = 0;
      const worker = start({
        concurrency: 3,
        onWork: async (delivery) => {
          running += 1;
          most = Math.max(most, running);
          await opened;
          await delivery.ack();
          running -= 1;
        },
      });
      await eventually('three at work', () => running === 3);
      open();
      await eventually('all done', () => worker.got.length === messages.length && running === 0);
      expect(most).toBe(3);
      expect(new Set(worker.attempts())).toEqual(new Set(messages.map(({ attemptId }) => attemptId)));
    });

    it('leaves to others what a busy worker has no hands for', async () => {
      const { open, opened } = gate();
      const [first, second] = [work(), work()];
      const busy = start({ onWork: (delivery) => opened.then(() => delivery.ack()) });
      await harness.queue.publish(first);
      await eventually('the first taken', () => busy.got.length === 1);
      await harness.queue.publish(second);
      const free = start();
      await eventually('the second taken', () => free.got.length === 1);
      open();
      expect(free.attempts()).toEqual([second.attemptId]);
      expect(free.got[0]?.redelivered).toBe(false);
    });

    it('gives what a worker left unanswered to another one, and says that it was somewhere before', async () => {
      const message = work();
      await harness.queue.publish(message);
      const sleeper = start({ onWork: () => new Promise((resolve) => sleepers.push(resolve)) });
      const sleepers: (() => void)[] = [];
      await eventually('the sleeper has it', () => sleeper.got.length === 1);
      const other = start();
      await eventually('the other has it', () => other.got.length === 1);
      expect(other.got[0]).toMatchObject({ message, redelivered: true, deliveries: 2 });
      for (const wake of sleepers) wake();
    });

    it('does not take from a worker what it says it is working on', async () => {
      const message = work();
      await harness.queue.publish(message);
      const { open, opened } = gate();
      const worker = start({ onWork: (delivery) => opened.then(() => delivery.ack()) });
      await eventually('at work', () => worker.got.length === 1);
      const idle = start();
      const until = harness.time.now() + 2.5 * harness.ackWaitMs;
      await eventually('longer than the time until redelivery', () => {
        worker.got[0]?.working();
        return harness.time.now() > until;
      });
      open();
      await caughtUp(idle);
      expect(idle.attempts()).not.toContain(message.attemptId);
    });

    it('brings back what was given back, not before its delay', async () => {
      const message = work();
      await harness.queue.publish(message);
      const times: number[] = [];
      const worker = start({
        onWork: (delivery) => {
          times.push(harness.time.now());
          return delivery.redelivered ? delivery.ack() : delivery.nak(600);
        },
      });
      await eventually('back again', () => worker.got.length === 2);
      // The broker counts from when it got the answer, by a clock of its own: allow it a little.
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(550);
      expect(worker.got[1]).toMatchObject({ redelivered: true, deliveries: 2 });
    });

    it('brings back what a handler failed on, and reports the failure', async () => {
      const message = work();
      await harness.queue.publish(message);
      const failure = new Error('cannot append');
      const worker = start({ onWork: (delivery) => (delivery.redelivered ? delivery.ack() : Promise.reject(failure)) });
      await eventually('back again', () => worker.got.length === 2);
      expect(harness.problems).toContain(failure);
    });

    it('forgets what was acknowledged, so that the attempt can be queued anew', async () => {
      const message = work();
      await harness.queue.publish(message);
      const worker = start();
      await eventually('done', () => worker.got.length === 1);
      await eventually('queued anew', async () => (await harness.queue.publish(message)) === 'queued');
      await eventually('a late duplicate', () => worker.got.length === 2);
      expect(worker.got[1]?.redelivered).toBe(false);
    });

    it('forgets what was terminated', async () => {
      const message = work();
      await harness.queue.publish(message);
      const worker = start({ onWork: (delivery) => delivery.term('spec\nreason') });
      await eventually('terminated', async () => worker.got.length === 1 && (await harness.queue.publish(message)) === 'queued');
      expect(worker.got[0]?.redelivered).toBe(false);
    });

    it('counts the first answer to a delivery only', async () => {
      const message = work();
      await harness.queue.publish(message);
      const worker = start({
        onWork: async (delivery) => {
          await delivery.ack();
          await delivery.nak();
          await delivery.term('no');
        },
      });
      await caughtUp(worker);
      expect(worker.attempts().filter((id) => id === message.attemptId)).toHaveLength(1);
    });

    it('stores what cannot be read as a dead letter, byte for byte, tells whose it was, and goes on', async () => {
      const subject = workSubject(work());
      const bytes = Uint8Array.from([0, 255, 128, 10, 13, 34]);
      await harness.putRaw(subject, bytes, [
        ['Trace-Id', 'abc'],
        ['Trace-Id', 'def'],
      ]);
      const told: Undecodable[] = [];
      const worker = start({ onUndecodable: (undecodable) => Promise.resolve(void told.push(undecodable)) });
      await caughtUp(worker);
      const letter = (await harness.deadLetters.list()).find((each) => each.subject === subject);
      expect(letter).toMatchObject({
        service: 'processing',
        assetId: subject.split('.')[4],
        headers: [
          ['Trace-Id', 'abc'],
          ['Trace-Id', 'def'],
        ],
      });
      expect([...(letter?.bytes ?? [])]).toEqual([...bytes]);
      expect(told).toMatchObject([{ subject, address: { step: 'TRANSCRIBE', lane }, error: { kind: 'undecodable' } }]);
      expect(worker.got).toHaveLength(1);
    });

    it('does not believe a message that names another attempt than its subject', async () => {
      const subject = workSubject(work());
      await harness.putRaw(subject, workCodec.encode(work()), []);
      const worker = start();
      await caughtUp(worker);
      expect(worker.got).toHaveLength(1);
      expect((await harness.deadLetters.list()).map((letter) => letter.subject)).toContain(subject);
    });

    it('tells of what cannot be read until somebody has taken note, and keeps one letter', async () => {
      const subject = workSubject(work());
      await harness.putRaw(subject, Uint8Array.of(1), []);
      let told = 0;
      start({
        onUndecodable: () => {
          told += 1;
          return told === 1 ? Promise.reject(new Error('cannot append')) : Promise.resolve();
        },
      });
      await eventually('told again', () => told === 2);
      const letters = (await harness.deadLetters.list()).filter((each) => each.subject === subject);
      expect(letters).toHaveLength(1);
    });

    it('leaves for a newer worker what was written for newer workers', async () => {
      const message = work();
      const newer = { ...message, v: 2, minReader: 99, steps: ['unheard of'] };
      await harness.putRaw(workSubject(message), new TextEncoder().encode(JSON.stringify(newer)), []);
      const worker = start();
      await caughtUp(worker);
      expect(worker.got).toHaveLength(1);
      expect(harness.problems).toContainEqual(expect.objectContaining({ kind: 'newer-schema' }));
      expect((await harness.deadLetters.list()).map((letter) => letter.subject)).not.toContain(workSubject(message));
      expect(await harness.queue.publish(message)).toBe('already-queued');
    });

    it('lets running work end when told to stop, and takes nothing more', async () => {
      const [running, waiting] = [work(), work()];
      const { open, opened } = gate();
      await harness.queue.publish(running);
      const leaving = start({ onWork: (delivery) => opened.then(() => delivery.ack()) });
      await eventually('at work', () => leaving.got.length === 1);
      await harness.queue.publish(waiting);
      leaving.tellToStop();
      const staying = start();
      await eventually('taken by the other', () => staying.got.length === 1);
      expect(leaving.isEnded).toBe(false);
      open();
      await leaving.ended;
      await caughtUp(staying);
      expect(leaving.attempts()).toEqual([running.attemptId]);
      expect(staying.attempts()[0]).toBe(waiting.attemptId);
      expect(staying.attempts()).not.toContain(running.attemptId);
    });

    it('carries the trace that an attempt was queued in to its worker, at every delivery', async () => {
      const spans = recordSpans();
      try {
        const traces: (string | undefined)[] = [];
        await inTrace(`00-${'5'.repeat(32)}-${'7'.repeat(16)}-01`, () => harness.queue.publish(work()));
        const published = spans.one('publish tl.work.{service}.{lane}.{asset}.{step}.{attempt}').spanContext();
        const worker = start({
          onWork: (delivery) => {
            traces.push(currentTrace());
            return delivery.deliveries === 1 ? delivery.nak() : delivery.ack();
          },
        });
        await eventually('the second delivery', () => worker.got.length === 2);
        expect(traces).toEqual(new Array(2).fill(`00-${'5'.repeat(32)}-${published.spanId}-01`));
      } finally {
        await spans.end();
      }
    });

    it('ends at once when nothing is at work', async () => {
      const worker = start({ concurrency: 4 });
      await caughtUp(worker);
      await worker.stop();
      expect(worker.isEnded).toBe(true);
    });
  });
}
