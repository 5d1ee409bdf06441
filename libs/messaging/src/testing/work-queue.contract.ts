import { newId, workCodec, workSubject, type WorkMessage } from '@throughline/contracts';
import { getCurrentTrace, runInTrace } from '@throughline/telemetry';
import { recordSpans } from '@throughline/telemetry/testing';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import type { ConsumeWorkOptions, Delivery, UndecodableWork, WorkQueue } from '../work/work-queue.js';
import type { TestTime } from './passing-time.js';
import { aWorkMessage } from './samples.js';

export interface WorkQueueHarness {
  /** Redelivers after minutes only, so that no pause of the machine does it. */
  readonly queue: WorkQueue;
  /** The same messages, redelivered after `ackWaitMs`. */
  readonly hasty: WorkQueue;
  readonly deadLetters: DeadLetters;
  readonly ackWaitMs: number;
  readonly time: TestTime;
  readonly problems: readonly unknown[];
  readonly putRaw: (subject: string, bytes: Uint8Array, headers: readonly (readonly [string, string])[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

class Worker {
  readonly got: Delivery<WorkMessage>[] = [];
  private readonly abort = new AbortController();
  readonly ended: Promise<void>;
  isEnded = false;

  constructor(queue: WorkQueue, lane: string, options: Partial<ConsumeWorkOptions> = {}) {
    const { onWork = (delivery) => delivery.ack(), ...rest } = options;
    this.ended = queue
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

const gate = (): { readonly open: () => void; readonly opened: Promise<void> } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

export function workQueueContract(name: string, openHarness: () => Promise<WorkQueueHarness>): void {
  describe(`${name} fulfils the WorkQueue contract`, () => {
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
    const start = (options: Partial<ConsumeWorkOptions> = {}, queue = harness.queue): Worker => {
      const worker = new Worker(queue, lane, options);
      workers.push(worker);
      return worker;
    };
    const eventually: TestTime['eventually'] = (what, condition) => harness.time.eventually(what, condition);
    /** The queue keeps its order, so all earlier messages have been delivered too. */
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

    it('accepts an attempt from one of many concurrent publishers', async () => {
      const message = work();
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => harness.queue.publish(message)));
      expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(1);
    });

    it('delivers a message unchanged, and only to the lane it names', async () => {
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

    it('reports the number of undelivered messages with each delivery', async () => {
      for (const message of [work(), work(), work()]) await harness.queue.publish(message);
      const worker = start();
      await eventually('all messages', () => worker.got.length === 3);
      expect(worker.got.map(({ unseen }) => unseen)).toEqual([2, 1, 0]);
    });

    it('delivers as many messages in parallel as requested, and never more', async () => {
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

    it("leaves messages beyond a worker's capacity to other workers", async () => {
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

    it('redelivers an unanswered message to another worker, marked as redelivered', async () => {
      const message = work();
      await harness.queue.publish(message);
      const sleeper = start({ onWork: () => new Promise((resolve) => sleepers.push(resolve)) }, harness.hasty);
      const sleepers: (() => void)[] = [];
      await eventually('the sleeper has it', () => sleeper.got.length === 1);
      const other = start({}, harness.hasty);
      await eventually('the other has it', () => other.got.length === 1);
      expect(other.got[0]).toMatchObject({ message, redelivered: true, deliveries: 2 });
      for (const wake of sleepers) wake();
    });

    it('does not redeliver a message whose worker reports that it is working', async () => {
      const message = work();
      await harness.queue.publish(message);
      const { open, opened } = gate();
      const worker = start({ onWork: (delivery) => opened.then(() => delivery.ack()) }, harness.hasty);
      await eventually('at work', () => worker.got.length === 1);
      const idle = start({}, harness.hasty);
      const until = harness.time.now() + 1.6 * harness.ackWaitMs;
      await eventually('longer than the time until redelivery', () => {
        worker.got[0]?.working();
        return harness.time.now() > until;
      });
      open();
      // Only the idle one is left to take the last message.
      await worker.stop();
      await caughtUp(idle);
      expect(idle.attempts()).not.toContain(message.attemptId);
    });

    it('redelivers a message that was given back, but not before its delay', async () => {
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
      // The broker counts from the arrival of the answer, by its own clock, so allow some tolerance.
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(550);
      expect(worker.got[1]).toMatchObject({ redelivered: true, deliveries: 2 });
    });

    it('redelivers a message whose handler failed, and reports the error', async () => {
      const message = work();
      await harness.queue.publish(message);
      const failure = new Error('cannot append');
      const worker = start({ onWork: (delivery) => (delivery.redelivered ? delivery.ack() : Promise.reject(failure)) });
      await eventually('back again', () => worker.got.length === 2);
      expect(harness.problems).toContain(failure);
    });

    it('removes an acknowledged message, so that the attempt can be queued again', async () => {
      const message = work();
      await harness.queue.publish(message);
      const worker = start();
      await eventually('done', () => worker.got.length === 1);
      await eventually('queued anew', async () => (await harness.queue.publish(message)) === 'queued');
      await eventually('a late duplicate', () => worker.got.length === 2);
      expect(worker.got[1]?.redelivered).toBe(false);
    });

    it('removes a terminated message', async () => {
      const message = work();
      await harness.queue.publish(message);
      const worker = start({ onWork: (delivery) => delivery.term('spec\nreason') });
      await eventually('terminated', async () => worker.got.length === 1 && (await harness.queue.publish(message)) === 'queued');
      expect(worker.got[0]?.redelivered).toBe(false);
    });

    it('counts only the first answer to a delivery', async () => {
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

    it('stores an unreadable message unchanged as a dead letter, reports its address, and continues', async () => {
      const subject = workSubject(work());
      const bytes = Uint8Array.from([0, 255, 128, 10, 13, 34]);
      await harness.putRaw(subject, bytes, [
        ['Trace-Id', 'abc'],
        ['Trace-Id', 'def'],
      ]);
      const undecodables: UndecodableWork[] = [];
      const worker = start({ onUndecodable: (undecodable) => Promise.resolve(void undecodables.push(undecodable)) });
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
      expect(undecodables).toMatchObject([{ subject, address: { step: 'TRANSCRIBE', lane }, error: { kind: 'undecodable' } }]);
      expect(worker.got).toHaveLength(1);
    });

    it('rejects a message that names another attempt than its subject', async () => {
      const subject = workSubject(work());
      await harness.putRaw(subject, workCodec.encode(work()), []);
      const worker = start();
      await caughtUp(worker);
      expect(worker.got).toHaveLength(1);
      expect((await harness.deadLetters.list()).map((letter) => letter.subject)).toContain(subject);
    });

    it('redelivers an unreadable message until it was reported, and keeps one dead letter', async () => {
      const subject = workSubject(work());
      await harness.putRaw(subject, Uint8Array.of(1), []);
      let calls = 0;
      start({
        onUndecodable: () => {
          calls += 1;
          return calls === 1 ? Promise.reject(new Error('cannot append')) : Promise.resolve();
        },
      });
      await eventually('told again', () => calls === 2);
      const letters = (await harness.deadLetters.list()).filter((each) => each.subject === subject);
      expect(letters).toHaveLength(1);
    });

    it('leaves messages of a newer version to newer workers', async () => {
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

    it('lets running work end after an abort, and delivers nothing more', async () => {
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

    it('passes on the trace that an attempt was queued in, at every delivery', async () => {
      const spans = recordSpans();
      try {
        const traces: (string | undefined)[] = [];
        await runInTrace(`00-${'5'.repeat(32)}-${'7'.repeat(16)}-01`, () => harness.queue.publish(work()));
        const published = spans.one('publish tl.work.{service}.{lane}.{asset}.{step}.{attempt}').spanContext();
        const worker = start({
          onWork: (delivery) => {
            traces.push(getCurrentTrace());
            return delivery.deliveries === 1 ? delivery.nak() : delivery.ack();
          },
        });
        await eventually('the second delivery', () => worker.got.length === 2);
        expect(traces).toEqual(new Array(2).fill(`00-${'5'.repeat(32)}-${published.spanId}-01`));
      } finally {
        await spans.end();
      }
    });

    it('ends at once if no work is running', async () => {
      const worker = start({ concurrency: 4 });
      await caughtUp(worker);
      await worker.stop();
      expect(worker.isEnded).toBe(true);
    });
  });
}
