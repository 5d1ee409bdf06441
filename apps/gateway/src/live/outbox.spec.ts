import { Outbox, type Sink } from './outbox.js';

/** A connection that accepts a number of writes, and then nothing until it is drained. */
class SlowSink implements Sink {
  readonly written: string[] = [];
  room: number;
  #drained: (() => void)[] = [];

  constructor(room: number) {
    this.room = room;
  }

  write(text: string | Uint8Array): boolean {
    this.written.push(String(text));
    this.room -= 1;
    return this.room > 0;
  }

  once(_: 'drain', listener: () => void): void {
    this.#drained.push(listener);
  }

  drain(room: number): void {
    this.room = room;
    for (const listener of this.#drained.splice(0)) listener();
  }
}

const outboxOn = (sink: SlowSink, mostWaiting = 3): { outbox: Outbox<string>; lost: () => number } => {
  let lost = 0;
  const outbox = new Outbox<string>(sink, {
    mostWaiting,
    now: () => 0,
    onLost: () => {
      lost += 1;
    },
    frame: (body, isLast) => (isLast ? `${body}!` : body),
  });
  return { outbox, lost: () => lost };
};

describe('the outbox of a slow reader', () => {
  it('writes at once while the connection accepts data', () => {
    const sink = new SlowSink(10);
    const { outbox } = outboxOn(sink);
    outbox.send('a', 'a1', false);
    outbox.send('b', 'b1', true);
    expect(sink.written).toEqual(['a1', 'b1!']);
  });

  it('keeps only the newest event of each item in the order of changes, and sends the id only with the last one', () => {
    const sink = new SlowSink(1);
    const { outbox } = outboxOn(sink);
    outbox.begin('snapshot');
    for (const [key, body] of [
      ['a', 'a1'],
      ['b', 'b1'],
      ['a', 'a2'],
    ] as const)
      outbox.send(key, body, true);
    expect(sink.written).toEqual(['snapshot']);
    sink.drain(10);
    expect(sink.written).toEqual(['snapshot', 'b1', 'a2!']);
    expect(outbox.waiting).toBe(0);
  });

  it('drops everything if too many items have changed, and the reader starts again, once', () => {
    const sink = new SlowSink(1);
    const { outbox, lost } = outboxOn(sink, 3);
    outbox.begin('snapshot');
    for (let item = 0; item < 10_000; item += 1) outbox.send(`item ${String(item)}`, 'x', true);
    expect([outbox.waiting, lost()]).toEqual([0, 0]);
    sink.drain(10);
    expect([sink.written, lost()]).toEqual([['snapshot'], 1]);
    outbox.begin('again');
    outbox.send('a', 'a1', true);
    expect(sink.written).toEqual(['snapshot', 'again', 'a1!']);
  });

  it('stops writing as soon as the connection is full again', () => {
    const sink = new SlowSink(1);
    const { outbox } = outboxOn(sink);
    outbox.begin('snapshot');
    outbox.send('a', 'a1', true);
    outbox.send('b', 'b1', true);
    sink.drain(1);
    expect(sink.written).toEqual(['snapshot', 'a1']);
    sink.drain(1);
    expect(sink.written).toEqual(['snapshot', 'a1', 'b1!']);
  });
});
