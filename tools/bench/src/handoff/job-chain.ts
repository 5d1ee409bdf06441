import { createRequire } from 'node:module';
import type { Queue, Worker } from 'bullmq';
import { newAssetId, type WorkMessage } from '@throughline/contracts';
import type { Cleanup } from '../servers/cleanup.js';
import type { BenchRedis } from '../servers/redis.js';
import { LEASE_TERM_MS, type BenchRecording } from './bench-workers.js';
import { Endings } from './endings.js';
import type { HistoryTable } from './history-table.js';
import type { SampleItem, SampleStep } from './sample-item.js';

export interface JobChainOptions {
  /** Separates the keys of two chains on one server. */
  readonly name: string;
  readonly sample: SampleItem;
  /** Jobs that each step runs at once. */
  readonly concurrency: number;
  readonly redis: BenchRedis;
  /** Without it, a chain remembers nothing of an item that has ended. */
  readonly history?: HistoryTable;
}

/** Jobs leave Redis when they are done, as work messages leave the broker. */
const JOB = { removeOnComplete: true };

/** Reads the version of the package, which its module does not tell. */
export const readBullmqVersion = (): string =>
  (createRequire(import.meta.url)('bullmq/package.json') as { readonly version: string }).version;

/** One queue of BullMQ for each step of the sample. The worker of a step adds the job of the next step to the next queue. */
export class JobChain {
  readonly #endings = new Endings();
  readonly #queues: Queue<WorkMessage>[] = [];

  private constructor(
    private readonly options: JobChainOptions,
    private readonly closing: Cleanup,
  ) {}

  static async open(options: JobChainOptions, closing: Cleanup): Promise<JobChain> {
    const chain = new JobChain(options, closing);
    await chain.#open();
    return chain;
  }

  /** Adds the first job of a new item. Its end is the completion of its last job. */
  async register(): Promise<BenchRecording> {
    const assetId = newAssetId();
    const ended = this.#endings.await(assetId);
    await this.#store(assetId, 0, this.options.sample.registered);
    await this.#add(0, assetId);
    return { assetId, ended };
  }

  async #open(): Promise<void> {
    const { Queue, Worker } = await import('bullmq');
    const { name: prefix, sample, concurrency, redis } = this.options;
    const connection = redis.connect(this.closing);
    const fail = (error: unknown): void => {
      this.#endings.fail(error);
    };
    let version = sample.registered.length;
    for (const [index, step] of sample.steps.entries()) {
      const queue = new Queue<WorkMessage>(String(index), { connection, prefix });
      this.closing.add(() => queue.close());
      queue.on('error', fail);
      this.#queues.push(queue);
      const before = version;
      version += step.started.length + step.ended.length;
      const options = { connection: redis.connect(this.closing), prefix, concurrency, lockDuration: LEASE_TERM_MS };
      const worker = new Worker<WorkMessage>(queue.name, ({ data }) => this.#run(index, data.assetId, before), options);
      this.closing.add(() => worker.close());
      worker.on('error', fail).on('failed', (_, error) => {
        fail(error);
      });
      if (index === sample.steps.length - 1) this.#endWith(worker);
      await worker.waitUntilReady();
    }
  }

  #endWith(last: Worker<WorkMessage>): void {
    last.on('completed', ({ data }) => {
      this.#endings.end(data.assetId);
    });
  }

  async #run(index: number, assetId: string, version: number): Promise<void> {
    const { started, ended } = this.#step(index);
    await this.#store(assetId, version, started);
    await this.#store(assetId, version + started.length, ended);
    if (index + 1 < this.options.sample.steps.length) await this.#add(index + 1, assetId);
  }

  async #add(index: number, assetId: string): Promise<void> {
    await this.#queues[index]?.add('step', { ...this.#step(index).work, assetId }, JOB);
  }

  async #store(assetId: string, version: number, events: SampleItem['registered']): Promise<void> {
    await this.options.history?.add({ assetId, version, events });
  }

  #step(index: number): SampleStep {
    const step = this.options.sample.steps[index];
    if (step === undefined) throw new Error(`The sample has no step ${String(index)}`);
    return step;
  }
}
