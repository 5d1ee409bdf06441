import { AssertionError } from 'node:assert';
import { PermanentError, RetryableError, sampleExternalEvent, type SenderAddress } from '@throughline/contracts';
import { systemClock, type Inbox, type InboxPull, type ReceivedMessage, type WaitingSender } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { until } from '@throughline/stack/testing';
import { Problem } from '../../kit/http/problems/problem.js';
import { RateLimiter } from '../../kit/http/requests/rate-limit.js';
import type { ExternalEvents, ExternalSender } from './external-events.js';
import { InboxReader } from './inbox-reader.js';
import { SenderCounts } from './sender-counts.js';
import type { EventVerdict } from './verdict.js';

interface Stored {
  readonly bytes: Uint8Array;
  deliveries: number;
}

/** Delivers each sender's messages in order, one at a time, and again after a `nak`, as the inbox on the broker does. */
class ScriptedInbox implements Inbox {
  readonly waiting = new Map<SenderAddress, Stored[]>();
  readonly answers: { readonly to: string; readonly id: string; readonly status: string; readonly code?: string }[] = [];
  answering = true;

  put(sender: SenderAddress, ...values: readonly unknown[]): void {
    const stored = values.map((value) => ({
      bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
      deliveries: 0,
    }));
    this.waiting.set(sender, [...(this.waiting.get(sender) ?? []), ...stored]);
  }

  senders(): Promise<readonly WaitingSender[]> {
    return Promise.resolve([...this.waiting].map(([sender, { length: waiting }]) => ({ ...sender, waiting })));
  }

  async pull({ from, onEvent, signal }: InboxPull): Promise<void> {
    for (;;) {
      const stored = this.#of(from);
      const [next] = stored;
      if (next === undefined || signal.aborted) return;
      next.deliveries += 1;
      const settled: string[] = [];
      const message: Partial<ReceivedMessage> = {
        bytes: next.bytes,
        id: `${from.name}:${String(next.deliveries)}`,
        deliveries: next.deliveries,
        working: () => undefined,
        ack: () => Promise.resolve(void settled.push('ack')),
        nak: () => Promise.resolve(),
      };
      await onEvent(message as ReceivedMessage);
      if (settled.includes('ack')) stored.shift();
      await new Promise(setImmediate);
    }
  }

  #of({ name }: SenderAddress): Stored[] {
    return [...this.waiting].find(([sender]) => sender.name === name)?.[1] ?? [];
  }

  answer(to: SenderAddress, id: string, bytes: Uint8Array): Promise<void> {
    if (!this.answering) return Promise.reject(new Error('the broker is away'));
    const { status, problem } = JSON.parse(new TextDecoder().decode(bytes)) as {
      status: string;
      problem: { code: string } | null;
    };
    this.answers.push({ to: to.name, id, status, ...(problem === null ? {} : { code: problem.code }) });
    return Promise.resolve();
  }
}

const lab = { library: 'one', name: 'lab' };
const archive = { library: 'two', name: 'archive' };
const event = (id: string): object => ({ ...sampleExternalEvent('delivery.settled'), id });
const idOf = (value: unknown): string => (value as { id: string }).id;

describe('the reader of the inbox', () => {
  let inbox: ScriptedInbox;
  let decided: string[];
  let accept: (sender: ExternalSender, value: unknown) => Promise<EventVerdict>;
  let now: number;
  let problems: unknown[];
  let stop: AbortController;
  const accepted = (value: unknown): EventVerdict => ({ status: 'accepted', id: idOf(value), itemId: 'x', revision: '1' });

  beforeEach(() => {
    [inbox, decided, problems, stop, now] = [new ScriptedInbox(), [], [], new AbortController(), 0];
    accept = ({ key }, value) => {
      decided.push(`${key} ${idOf(value)}`);
      return Promise.resolve(accepted(value));
    };
  });
  const read = async (): Promise<InboxReader> => {
    const counts = new SenderCounts(new Metrics('gateway'));
    const external: Pick<ExternalEvents, 'accept' | 'refuse'> = {
      accept: (sender, value) => accept(sender, value),
      refuse: (_sender, value, problem) => ({ status: 'refused', id: value === undefined ? undefined : idOf(value), problem }),
    };
    const reader = new InboxReader({
      inbox,
      external,
      counts,
      rate: new RateLimiter({ burst: 5, perSecond: 1 }, () => now),
      clock: { ...systemClock, after: (ms, run) => ((now += ms), systemClock.after(0, run)) },
      onProblem: (error) => void problems.push(error),
    });
    await reader.round(stop.signal);
    return reader;
  };

  it('decides a flood of one sender and the event of another by turns, and the flood waits for its rate', async () => {
    inbox.put(lab, ...Array.from({ length: 200 }, (_, index) => event(`flood-${String(index)}`)));
    inbox.put(archive, event('one'), event('two'));
    const reader = await read();
    await until(() => decided.includes('nats:archive two'));
    expect(decided.indexOf('nats:archive two')).toBeLessThan(10);
    await reader.ended();
    expect(decided).toHaveLength(202);
    expect(decided.filter((one) => one.startsWith('nats:lab'))).toEqual(
      Array.from({ length: 200 }, (_, index) => `nats:lab flood-${String(index)}`),
    );
    // A second for each event beyond the burst.
    expect(now).toBeGreaterThanOrEqual(195_000);
  });

  it('binds the sender to the library of its subject', async () => {
    let seen: ExternalSender | undefined;
    accept = (sender, value) => {
      seen = sender;
      return Promise.resolve(accepted(value));
    };
    inbox.put(lab, event('a'));
    await (await read()).ended();
    expect(seen).toEqual({
      key: 'nats:lab',
      by: 'external:lab',
      actor: { kind: 'service', id: 'external:lab' },
      library: 'one',
    });
  });

  it('answers what it cannot read, and goes on', async () => {
    inbox.put(lab, '{"half', event('next'));
    await (await read()).ended();
    expect(inbox.answers).toEqual([
      { to: 'lab', id: '_unreadable', status: 'refused', code: 'invalid' },
      { to: 'lab', id: 'next', status: 'accepted' },
    ]);
  });

  it('keeps an event until its verdict is stored, and decides it again then', async () => {
    inbox.answering = false;
    inbox.put(lab, event('a'));
    const reader = await read();
    await until(() => decided.length > 1);
    expect(inbox.waiting.get(lab)).toHaveLength(1);
    inbox.answering = true;
    await reader.ended();
    expect(inbox.answers).toMatchObject([{ id: 'a', status: 'accepted' }]);
  });

  it.each([
    ['the log', new Problem('unavailable')],
    ['the artifact store', new RetryableError('store-failed', 'it has refused the request')],
    ['the settings of the artifact store', new PermanentError('store-misconfigured', 'check TL_ARTIFACTS_URL')],
    ['the database', Object.assign(new Error('permission denied'), { code: '42501' })],
  ])('waits as long as nothing can be decided because of %s, and never refuses an event for it', async (_what, error) => {
    let tries = 0;
    accept = (_sender, value) => {
      tries += 1;
      return tries <= 20 ? Promise.reject(error) : Promise.resolve(accepted(value));
    };
    inbox.put(lab, event('a'));
    await (await read()).ended();
    expect([tries, inbox.answers]).toEqual([21, [{ to: 'lab', id: 'a', status: 'accepted' }]]);
  });

  it.each([
    ['has a bug', new TypeError('a fault of ours')],
    ['asserts', new AssertionError({ message: 'a fault of ours' })],
    ['throws an error of an unknown kind', Object.assign(new Error('this cannot be a key'), { kind: 'invalid-key' })],
    ['gives the database a wrong value', Object.assign(new Error('invalid byte sequence'), { code: '22021' })],
  ])('refuses an event with which it %s, so that the others of its sender go on', async (_what, error) => {
    accept = (_sender, value) => (idOf(value) === 'poison' ? Promise.reject(error) : Promise.resolve(accepted(value)));
    inbox.put(lab, event('poison'), event('next'));
    await (await read()).ended();
    expect(inbox.answers).toEqual([
      { to: 'lab', id: 'poison', status: 'refused', code: 'internal' },
      { to: 'lab', id: 'next', status: 'accepted' },
    ]);
    expect(problems).toHaveLength(5);
  });

  it('decides nothing after it was stopped', async () => {
    inbox.put(lab, ...Array.from({ length: 50 }, (_, index) => event(`e-${String(index)}`)));
    const reader = await read();
    await until(() => decided.length > 3);
    stop.abort();
    await reader.ended();
    expect(decided.length).toBeLessThan(50);
    expect(inbox.waiting.get(lab)).toHaveLength(50 - decided.length);
  });
});
