import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliveryRequest } from '#src/kit/destination.js';
import { DeliveryLog } from '#src/testing/delivery-log.js';
import { createRequest } from '#src/testing/request.js';
import type { CloudAccount, CloudFake } from './cloud-account.js';

export const CLOUD_FILES = { 'video.mp4': 'frames'.repeat(100_000), 'words.srt': 'words', 'empty.txt': '' };

/** One item, and an output at a connected account. */
export class CloudDelivery<Fake extends CloudFake> {
  readonly log: DeliveryLog;

  private constructor(
    readonly account: CloudAccount<Fake>,
    readonly request: DeliveryRequest,
    private readonly dir: string,
  ) {
    this.log = new DeliveryLog(account.destination());
  }

  static async open<Fake extends CloudFake>(account: CloudAccount<Fake>, title: string): Promise<CloudDelivery<Fake>> {
    const dir = await mkdtemp(join(tmpdir(), 'tl-cloud-'));
    return new CloudDelivery(account, await createRequest(dir, CLOUD_FILES, { title }), dir);
  }

  /** Returns a request for another item with the same files. */
  createOther(): Promise<DeliveryRequest> {
    return createRequest(this.dir, CLOUD_FILES);
  }

  /** Continues in another process. */
  async untilDelivered(): Promise<void> {
    const again = new DeliveryLog(this.account.destination());
    again.checkpoints = this.log.checkpoints;
    expect(await again.attempt(this.request)).toMatchObject({ kind: 'delivered', key: this.request.key });
  }

  async expectOneCopy(): Promise<void> {
    expect(this.account.objects(this.request.assetId)).toEqual([CLOUD_FILES]);
    // The folder, its files and its manifest.
    expect(Object.keys(this.account.fake.tree())).toHaveLength(5);
    expect([await this.account.sessions(), await this.account.leftovers()]).toEqual([[], []]);
  }

  async close(): Promise<void> {
    expect(this.account.fake.troubles).toEqual([]);
    await this.account.close();
    await rm(this.dir, { recursive: true, force: true });
  }
}
