import type { ServiceProcess } from '@throughline/stack/testing';
import { median } from '../measure/statistics.js';
import { verifyOne } from '../projection/service.js';
import type { Cleanup } from '../servers/cleanup.js';
import { atRest } from '../web/at-rest.js';
import { Connection } from '../web/connection.js';
import { openInstallation, type Installation } from '../web/installation.js';
import { ItemWriter, type WrittenItem } from './item-writer.js';

/** A large index takes minutes. */
const LONGEST_MS = 3_600_000;

/** An installation whose items are measured. */
export class MeasuredInstallation {
  #connection: Connection | undefined;

  private constructor(
    readonly installation: Installation,
    private readonly gateway: ServiceProcess,
    readonly writer: ItemWriter,
  ) {}

  static async open(closing: Cleanup): Promise<MeasuredInstallation> {
    const installation = await openInstallation(closing);
    const gateway = await installation.gateway();
    closing.add(() => gateway.stop());
    await installation.search();
    const writer = await ItemWriter.of(installation.store, installation.owner);
    const opened = new MeasuredInstallation(installation, gateway, writer);
    closing.add(() => {
      opened.#connection?.close();
      return Promise.resolve();
    });
    return opened;
  }

  /** Waits until nothing is in progress. Opens a new connection, because the gateway closes one that was idle for a while. */
  async rest(): Promise<void> {
    const { url } = this.gateway;
    await atRest({ url, token: this.installation.token }, LONGEST_MS);
    this.#connection?.close();
    this.#connection = await Connection.open(url);
  }

  read({ assetId }: WrittenItem): Promise<number> {
    return this.#get(`/api/v1/recordings/${assetId}`);
  }
  list(): Promise<number> {
    return this.#get('/api/v1/items');
  }
  explain({ assetId }: WrittenItem): Promise<number> {
    return this.#get(`/api/v1/recordings/${assetId}/explain`);
  }
  verify({ assetId, commits }: WrittenItem): Promise<number> {
    return verifyOne(this.installation.env, assetId, commits);
  }

  /** Appends one commit. Returns milliseconds with the item. */
  async append(item: WrittenItem): Promise<{ readonly ms: number; readonly item: WrittenItem }> {
    const started = performance.now();
    const next = await this.writer.append(item);
    return { ms: performance.now() - started, item: next };
  }

  async #get(path: string): Promise<number> {
    const connection = this.#connection;
    if (connection === undefined) throw new Error('An installation rests before it is read');
    const started = performance.now();
    const status = await connection.get(path, { authorization: `Bearer ${this.installation.token}` });
    if (status !== 200) throw new Error(`${path} was answered ${String(status)}`);
    return performance.now() - started;
  }
}

/** Returns the median of the milliseconds of an act, done with one item after the other. */
export async function medianOf<T>(items: readonly T[], act: (item: T) => Promise<number>): Promise<number> {
  const took: number[] = [];
  for (const item of items) took.push(await act(item));
  return median(took);
}
