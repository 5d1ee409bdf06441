import type { ServiceProcess } from '@throughline/stack/testing';
import { median } from '../measure/statistics.js';
import { verifyOne } from '../projection/service.js';
import type { Cleanup } from '../servers/cleanup.js';
import { Connection } from '../web/connection.js';
import { openInstallation, type Installation } from '../web/installation.js';
import { ItemWriter, type WrittenItem } from './item-writer.js';

/** An installation whose items are measured. */
export class MeasuredInstallation {
  private constructor(
    readonly installation: Installation,
    private readonly gateway: ServiceProcess,
    readonly writer: ItemWriter,
    private readonly connection: Connection,
  ) {}

  static async open(closing: Cleanup): Promise<MeasuredInstallation> {
    const installation = await openInstallation(closing);
    const gateway = await installation.gateway();
    closing.add(() => gateway.stop());
    const connection = await Connection.open(gateway.url);
    closing.add(() => {
      connection.close();
      return Promise.resolve();
    });
    const writer = await ItemWriter.of(installation.store, installation.owner);
    return new MeasuredInstallation(installation, gateway, writer, connection);
  }

  get url(): string {
    return this.gateway.url;
  }

  read({ assetId }: WrittenItem): Promise<number> {
    return this.#get(`/api/v1/recordings/${assetId}`);
  }
  list(): Promise<number> {
    return this.#get('/api/v1/recordings');
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
    const started = performance.now();
    const status = await this.connection.get(path, { authorization: `Bearer ${this.installation.token}` });
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
