import { until } from '@throughline/stack/testing';
import { quantile } from '../measure/statistics.js';
import { pollAtInterval, type PollTarget } from '../status-read/polling.js';
import type { Cleanup } from '../servers/cleanup.js';
import { openInstallation } from '../web/installation.js';

const POLLERS = 10;
const EVERY_MS = 100;
const WINDOW_MS = 1_000;
const QUIET_WINDOWS = 5;
const RECORDINGS = 10;

/** Reads of the status from a real gateway, as open pages do them. */
export class StatusReads {
  private constructor(private readonly at: PollTarget) {}

  static async open(closing: Cleanup): Promise<StatusReads> {
    const installation = await openInstallation(closing);
    const gateway = await installation.gateway();
    closing.add(() => gateway.stop());
    const { token } = installation;
    const paths: string[] = [];
    for (let nth = 0; nth < RECORDINGS; nth += 1)
      paths.push(`/api/v1/recordings/${await installation.register(`Talk ${String(nth)}`)}`);
    return StatusReads.of({ url: gateway.url, token, paths, isConditional: false });
  }

  /** Waits until the recordings can be read. */
  static async of(at: PollTarget): Promise<StatusReads> {
    const reads = new StatusReads(at);
    await until(
      () =>
        reads.#window().then(
          () => true,
          () => false,
        ),
      { what: 'rows of the recordings', timeout: 60_000 },
    );
    return reads;
  }

  /** Returns the 95th percentile of the reads in a quiet time, in milliseconds. */
  async quiet(): Promise<number> {
    const took: number[] = [];
    for (let nth = 0; nth < QUIET_WINDOWS; nth += 1) took.push(...(await this.#window()));
    return quantile(took, 0.95);
  }

  /** Reads until the work is done. */
  async during<T>(work: Promise<T>): Promise<{ readonly result: T; readonly p95: number }> {
    let isDone = false;
    const ending = work.finally(() => {
      isDone = true;
    });
    const reading = this.#readUntil(() => isDone);
    const [result, took] = await Promise.all([ending, reading]);
    return { result, p95: quantile(took, 0.95) };
  }

  async #readUntil(isDone: () => boolean): Promise<readonly number[]> {
    const took: number[] = [];
    while (!isDone()) took.push(...(await this.#window()));
    return took;
  }

  #window(): Promise<readonly number[]> {
    return pollAtInterval(this.at, POLLERS, { everyMs: EVERY_MS, ms: WINDOW_MS });
  }
}
