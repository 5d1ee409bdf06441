import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliveryKey } from '../delivery/deliver-handler.js';
import type { DeliveryFile, DeliveryHooks, DeliveryRequest, Destination } from '../destinations/destination.js';

export interface DestinationHarness {
  readonly destination: Destination;
  /** What a visitor of the destination sees of an asset: each object's files by name with their text. */
  readonly objects: (assetId: string) => Promise<readonly Readonly<Record<string, string>>[]>;
  /** What is there besides finished objects: parts, sessions, temporary files. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const quiet = (signal = new AbortController().signal): DeliveryHooks => ({
  signal,
  onProgress: () => undefined,
  confirm: () => Promise.resolve(),
  checkpoint: () => Promise.resolve(),
});

async function fileOf(dir: string, name: string, text: string): Promise<DeliveryFile> {
  const path = join(dir, `${randomUUID()}-${name}`);
  await writeFile(path, text);
  return {
    path,
    name,
    size: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    mediaType: 'text/plain',
  };
}

/** What every destination must hold to. */
export function destinationContract(name: string, open: () => Promise<DestinationHarness>): void {
  describe(`${name} keeps the destination contract`, () => {
    let harness: DestinationHarness;
    let dir: string;
    beforeEach(async () => {
      harness = await open();
      dir = await mkdtemp(join(tmpdir(), 'tl-destination-'));
    });
    afterEach(async () => {
      await harness.close();
      await rm(dir, { recursive: true, force: true });
    });

    const requestOf = async (texts: Record<string, string>, given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> => {
      const files = await Promise.all(Object.entries(texts).map(([file, text]) => fileOf(dir, file, text)));
      const assetId = given.assetId ?? randomUUID();
      const key = deliveryKey(assetId, 'out', files);
      return { assetId, attemptId: randomUUID(), output: 'out', title: 'A talk', files, key, ...given };
    };

    it('has nothing to reconcile before the first delivery', async () => {
      expect(await harness.destination.reconcile(await requestOf({ 'a.txt': 'a' }))).toBeUndefined();
    });

    it('shows every file after a delivery, and finds it again', async () => {
      const request = await requestOf({ 'video.mp4': 'frames', 'subtitles.srt': 'words' });
      const delivered = await harness.destination.deliver(request, quiet());
      expect(await harness.objects(request.assetId)).toEqual([{ 'video.mp4': 'frames', 'subtitles.srt': 'words' }]);
      expect(await harness.destination.reconcile(request)).toEqual({ ...delivered, reconciled: true });
      expect(await harness.leftovers()).toEqual([]);
    });

    it('holds one object after the same delivery was made twice', async () => {
      const request = await requestOf({ 'video.mp4': 'frames' });
      await harness.destination.deliver(request, quiet());
      await harness.destination.deliver({ ...request, attemptId: randomUUID() }, quiet());
      expect(await harness.objects(request.assetId)).toHaveLength(1);
    });

    it('holds one object after two deliveries of one asset at the same time', async () => {
      const request = await requestOf({ 'video.mp4': 'frames'.repeat(10_000) });
      const twin = { ...request, attemptId: randomUUID() };
      await Promise.allSettled([harness.destination.deliver(request, quiet()), harness.destination.deliver(twin, quiet())]);
      await harness.destination.deliver({ ...request, attemptId: randomUUID() }, quiet());
      expect(await harness.objects(request.assetId)).toHaveLength(1);
      expect(await harness.leftovers()).toEqual([]);
    });

    it('replaces the object when the content has changed', async () => {
      const first = await requestOf({ 'video.mp4': 'old' });
      await harness.destination.deliver(first, quiet());
      const second = await requestOf({ 'video.mp4': 'new' }, { assetId: first.assetId });
      expect(await harness.destination.reconcile(second)).toBeUndefined();
      await harness.destination.deliver(second, quiet());
      expect(await harness.objects(first.assetId)).toEqual([{ 'video.mp4': 'new' }]);
    });

    it('keeps two assets of one title apart', async () => {
      const [one, two] = [await requestOf({ 'video.mp4': '1' }), await requestOf({ 'video.mp4': '2' })];
      await harness.destination.deliver(one, quiet());
      await harness.destination.deliver(two, quiet());
      expect(await harness.objects(one.assetId)).toEqual([{ 'video.mp4': '1' }]);
      expect(await harness.objects(two.assetId)).toEqual([{ 'video.mp4': '2' }]);
    });

    it('takes no object away that another output has delivered', async () => {
      const one = await requestOf({ 'video.mp4': 'frames' });
      await harness.destination.deliver(one, quiet());
      const other = await requestOf({ 'video.mp4': 'frames' }, { assetId: one.assetId, output: 'other', key: 'other' });
      await harness.destination.deliver(other, quiet()).catch((error: unknown) => {
        expect(error).toMatchObject({ kind: 'permanent', code: 'output-conflict' });
      });
      expect(await harness.destination.reconcile(one)).toMatchObject({ reconciled: true });
    });

    it('shows nothing when the lease is lost before the finalising step', async () => {
      const request = await requestOf({ 'video.mp4': 'frames' });
      let confirmations = 0;
      const confirm = (): Promise<void> => {
        confirmations += 1;
        return confirmations < 2 ? Promise.resolve() : Promise.reject(new Error('fenced'));
      };
      await expect(harness.destination.deliver(request, { ...quiet(), confirm })).rejects.toThrow('fenced');
      expect(await harness.objects(request.assetId)).toEqual([]);
      expect(await harness.leftovers()).toEqual([]);
    });

    it('leaves nothing behind when it is aborted in the middle', async () => {
      const request = await requestOf({ 'video.mp4': 'frames'.repeat(200_000) });
      const controller = new AbortController();
      const hooks: DeliveryHooks = {
        ...quiet(controller.signal),
        onProgress: () => {
          controller.abort();
        },
      };
      await expect(harness.destination.deliver(request, hooks)).rejects.toThrow();
      expect(await harness.objects(request.assetId)).toEqual([]);
      expect(await harness.leftovers()).toEqual([]);
    });

    it('refuses a file that is not what its checksum says', async () => {
      const request = await requestOf({ 'video.mp4': 'frames' });
      const files = request.files.map((file) => ({ ...file, sha256: '0'.repeat(64) }));
      await expect(harness.destination.deliver({ ...request, files }, quiet())).rejects.toMatchObject({
        kind: 'retryable',
        code: 'content-changed',
      });
      expect(await harness.objects(request.assetId)).toEqual([]);
    });

    it('reports the bytes it has taken, up to all of them', async () => {
      const request = await requestOf({ 'a.txt': 'aaaa', 'b.txt': 'bb' });
      const seen: number[] = [];
      await harness.destination.deliver(request, { ...quiet(), onProgress: (bytes) => seen.push(bytes) });
      expect(seen.at(-1)).toBe(6);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    });
  });
}
