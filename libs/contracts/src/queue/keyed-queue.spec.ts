import { setImmediate as settle } from 'node:timers/promises';
import { KeyedQueue, SerialQueue } from './keyed-queue.js';

/** A task that runs until the spec ends it. */
class ManualTask {
  hasBegun = false;
  #end: (error?: Error) => void = () => undefined;

  readonly run = (): Promise<void> => {
    this.hasBegun = true;
    return new Promise((resolve, reject) => {
      this.#end = (error) => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  };

  async end(error?: Error): Promise<void> {
    this.#end(error);
    await settle();
  }
}

describe('a keyed queue', () => {
  it('runs the tasks of a key one at a time, in the order of the calls', async () => {
    const queue = new KeyedQueue();
    const order: number[] = [];
    const record = (nth: number) => async () => {
      order.push(nth);
      await settle();
      order.push(nth);
      return nth;
    };
    await expect(Promise.all([1, 2, 3].map((nth) => queue.run('a', record(nth))))).resolves.toEqual([1, 2, 3]);
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('runs the tasks of different keys side by side', async () => {
    const queue = new KeyedQueue();
    const [first, second] = [new ManualTask(), new ManualTask()];
    const done = Promise.all([queue.run('a', first.run), queue.run('b', second.run)]);
    await settle();
    expect([first.hasBegun, second.hasBegun]).toEqual([true, true]);
    await first.end();
    await second.end();
    await done;
  });

  it('runs no more tasks at once than its limit', async () => {
    const queue = new KeyedQueue(2);
    const tasks = [new ManualTask(), new ManualTask(), new ManualTask()];
    const done = Promise.all(tasks.map((task, nth) => queue.run(String(nth), task.run)));
    await settle();
    expect(tasks.map(({ hasBegun }) => hasBegun)).toEqual([true, true, false]);
    await tasks[1]?.end();
    expect(tasks[2]?.hasBegun).toBe(true);
    await tasks[0]?.end();
    await tasks[2]?.end();
    await done;
  });

  it('reports an error to its caller alone, and runs the next task', async () => {
    const queue = new KeyedQueue(1);
    const failed = queue.run('a', () => Promise.reject(new Error('refused')));
    const next = queue.run('a', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('refused');
    await expect(next).resolves.toBe('done');
  });

  it('does not run a task whose signal fired while it waited', async () => {
    const queue = new KeyedQueue();
    const [first, aborted] = [new ManualTask(), new ManualTask()];
    const controller = new AbortController();
    const running = queue.run('a', first.run, controller.signal);
    const refused = queue.run('a', aborted.run, controller.signal).catch((error: unknown) => error);
    const next = queue.run('a', () => Promise.resolve('done'));
    await settle();
    controller.abort(new Error('no longer needed'));
    await first.end();
    await running;
    expect(await refused).toMatchObject({ message: 'no longer needed' });
    await expect(next).resolves.toBe('done');
    expect(aborted.hasBegun).toBe(false);
  });

  it('leaves nothing behind for keys without tasks', async () => {
    const queue = new KeyedQueue();
    const task = new ManualTask();
    const done = [
      queue.run('a', task.run),
      queue.run('a', () => Promise.resolve()),
      queue.run('b', () => Promise.reject(new Error('refused'))).catch(() => undefined),
    ];
    await settle();
    expect(queue.size).toBe(1);
    await task.end();
    await Promise.all(done);
    expect(queue.size).toBe(0);
  });
});

describe('a serial queue', () => {
  it('runs one task at a time', async () => {
    const queue = new SerialQueue();
    const [first, second] = [new ManualTask(), new ManualTask()];
    const done = Promise.all([queue.run(first.run), queue.run(second.run)]);
    await settle();
    expect([first.hasBegun, second.hasBegun]).toEqual([true, false]);
    await first.end();
    expect(second.hasBegun).toBe(true);
    await second.end();
    await done;
  });
});
