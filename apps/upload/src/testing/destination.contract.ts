import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@throughline/contracts';
import type { Destination, DestinationClass, DeliveryRequest, SessionDestination } from '../kit/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { createRequest } from './request.js';

export interface Capabilities {
  readonly class: DestinationClass;
  /** True if it can look up whether it has a content. */
  readonly canBeAsked: boolean;
  /** True if two outputs in one location must be refused. */
  readonly refusesSharedLocations: boolean;
  readonly hasFolders?: boolean;
  /** True if it takes one file of an item. */
  readonly holdsOneFile?: true;
  /** Returns the upload sessions in the checkpoints. Default: those of the class *session*. */
  readonly onRecord?: (checkpoints: JsonObject) => readonly string[];
}

export interface DestinationHarness {
  readonly destination: Destination;
  /** Returns the visible objects of an asset: the text of each file, by name. */
  readonly objects: (assetId: string) => Promise<readonly Readonly<Record<string, string>>[]>;
  /** Returns the folders of an asset's objects below the output's folder, joined by slashes. */
  readonly foldersOf?: (assetId: string) => Promise<readonly string[]>;
  /** Returns everything besides finished objects and open sessions: partial and temporary files. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly sessions: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const sessionOnRecord = ({ session }: JsonObject): readonly string[] => {
  const id = typeof session === 'object' && session !== null && 'id' in session ? session.id : undefined;
  return typeof id === 'string' ? [id] : [];
};

/** Simulates a lost answer to the finalising request: the repeated request finds the session finished and forgotten. */
const forgettingWhatItFinished = (destination: SessionDestination): SessionDestination =>
  new Proxy(destination, {
    get: (target, name) => {
      if (name === 'finish')
        return async (...args: Parameters<SessionDestination['finish']>) => {
          await target.finish(...args);
          return { kind: 'gone' };
        };
      if (name === 'inspect' || name === 'cancel') return () => Promise.resolve({ kind: 'gone' });
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

export function destinationContract(name: string, capabilities: Capabilities, open: () => Promise<DestinationHarness>): void {
  const { canBeAsked, refusesSharedLocations, hasFolders = false, holdsOneFile, onRecord = sessionOnRecord } = capabilities;
  const keyed = capabilities.class === 'keyed';
  const only = (can: boolean): typeof it => (can ? it : it.skip);

  describe(`${name} keeps the destination contract`, () => {
    let harness: DestinationHarness;
    let log: DeliveryLog;
    let dir: string;
    beforeEach(async () => {
      harness = await open();
      log = new DeliveryLog(harness.destination);
      dir = await mkdtemp(join(tmpdir(), 'tl-destination-'));
    });
    afterEach(async () => {
      await harness.close();
      await rm(dir, { recursive: true, force: true });
    });
    const of = (texts: Record<string, string>, given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> =>
      createRequest(dir, texts, given);

    it('has the class that it declares', () => {
      expect(harness.destination.class).toBe(capabilities.class);
      expect(harness.destination.reconcile !== undefined).toBe(canBeAsked);
    });

    it('passes its probes, which leave nothing', async () => {
      const before = [await harness.leftovers(), await harness.sessions()];
      for (const { run } of harness.destination.probes()) await run(new AbortController().signal);
      expect([await harness.leftovers(), await harness.sessions()]).toEqual(before);
    });

    only(canBeAsked)('has nothing to reconcile before the first delivery', async () => {
      expect(await harness.destination.reconcile?.(await of({ 'a.txt': 'a' }))).toBeUndefined();
    });

    it('shows exactly the files of a delivery', async () => {
      const files = { 'video.mp4': 'frames', ...(holdsOneFile === true ? {} : { 'subtitles.srt': 'words' }) };
      const request = await of(files);
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key, delivered: { reconciled: false } });
      expect(await harness.objects(request.assetId)).toEqual([files]);
      expect(await harness.leftovers()).toEqual([]);
      expect(await harness.sessions()).toEqual([]);
    });

    only(canBeAsked)('finds again what it was given, for someone who remembers nothing', async () => {
      const request = await of({ 'video.mp4': 'frames' });
      const first = await log.attempt(request);
      const again = await new DeliveryLog(harness.destination).attempt(request);
      expect(first).toMatchObject({ delivered: { reconciled: false } });
      expect(again).toEqual({
        ...first,
        delivered: { ...(first.kind === 'delivered' ? first.delivered : {}), reconciled: true },
      });
      expect(await harness.objects(request.assetId)).toHaveLength(1);
    });

    it('receives nothing again in a later run', async () => {
      const request = await of({ 'video.mp4': 'frames' });
      await log.attempt(request);
      const id = log.delivered?.['external_id'];
      const sent: number[] = [];
      await log.attempt(request, { onProgress: (bytes) => sent.push(bytes) });
      expect(sent).toEqual([]);
      expect(log.delivered).toMatchObject({ external_id: id, reconciled: true });
      expect(log.delivered).not.toHaveProperty('outdated');
      expect(await harness.objects(request.assetId)).toHaveLength(1);
    });

    only(keyed)('holds one object after two deliveries of one asset at the same time', async () => {
      const request = await of({ 'video.mp4': 'frames'.repeat(10_000) });
      const attempts = [log, new DeliveryLog(harness.destination)].map((each) => each.attempt(request));
      await Promise.allSettled(attempts);
      await log.attempt(request);
      expect(await harness.objects(request.assetId)).toHaveLength(1);
    });

    only(keyed)('replaces the object when the content has changed', async () => {
      const first = await of({ 'video.mp4': 'old' });
      await log.attempt(first);
      const second = await of({ 'video.mp4': 'new' }, { assetId: first.assetId });
      expect(await log.attempt(second)).toMatchObject({ key: second.key, delivered: { reconciled: false } });
      expect(await harness.objects(first.assetId)).toEqual([{ 'video.mp4': 'new' }]);
      expect(log.delivered).not.toHaveProperty('outdated');
    });

    only(!keyed)('keeps the first content, and says that it is outdated until it is the same again', async () => {
      const first = await of({ 'video.mp4': 'old' });
      await log.attempt(first);
      const id = log.delivered?.['external_id'];
      await log.attempt(await of({ 'video.mp4': 'new' }, { assetId: first.assetId }));
      expect(await harness.objects(first.assetId)).toEqual([{ 'video.mp4': 'old' }]);
      expect(log.delivered).toMatchObject({ external_id: id, delivery_key: first.key, outdated: true });
      await log.attempt(first);
      expect(log.delivered).not.toHaveProperty('outdated');
    });

    only(capabilities.class === 'session')(
      'holds one object where it says that the session it has finished is gone',
      async () => {
        if (harness.destination.class !== 'session') throw new Error('not of class session');
        log = new DeliveryLog(forgettingWhatItFinished(harness.destination));
        const request = await of({ 'video.mp4': 'frames' });
        expect(await log.attempt(request)).toMatchObject(
          canBeAsked ? { kind: 'delivered', delivered: { reconciled: true } } : { kind: 'unconfirmed', key: request.key },
        );
        await log.attempt(request);
        expect(await harness.objects(request.assetId)).toEqual([{ 'video.mp4': 'frames' }]);
      },
    );

    it('keeps two assets with equal titles apart', async () => {
      const [one, two] = [await of({ 'video.mp4': '1' }), await of({ 'video.mp4': '2' })];
      await log.attempt(one);
      await new DeliveryLog(harness.destination).attempt(two);
      expect(await harness.objects(one.assetId)).toEqual([{ 'video.mp4': '1' }]);
      expect(await harness.objects(two.assetId)).toEqual([{ 'video.mp4': '2' }]);
    });

    only(hasFolders)('files a document in the folder that it was given, and finds it there again', async () => {
      const request = await of({ 'bill.pdf': 'a bill' }, { filedIn: ['2024', 'ACME'] });
      await log.attempt(request);
      expect(await harness.foldersOf?.(request.assetId)).toEqual(['2024/ACME']);
      expect(await harness.objects(request.assetId)).toEqual([{ 'bill.pdf': 'a bill' }]);
      expect(await new DeliveryLog(harness.destination).attempt(request)).toMatchObject({ delivered: { reconciled: true } });
      expect(await harness.leftovers()).toEqual([]);
    });

    only(hasFolders && keyed)('moves a document that was filed anew, as often as that happens', async () => {
      const files = { 'bill.pdf': 'a bill', 'bill.json': '{}' };
      const first = await of(files);
      const { assetId } = first;
      const requestIn = (...filedIn: readonly string[]): Promise<DeliveryRequest> => of(files, { assetId, filedIn });
      await log.attempt(first);
      for (const request of [
        await requestIn('2024', 'ACME'),
        await requestIn('2024'),
        await requestIn(),
        await requestIn('ACME'),
      ]) {
        expect(await log.attempt(request)).toMatchObject({ key: request.key, delivered: { reconciled: false } });
        expect(await harness.foldersOf?.(assetId)).toEqual([request.filedIn?.join('/')]);
        expect(await harness.objects(assetId)).toEqual([files]);
        expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: true } });
      }
    });

    only(hasFolders && keyed)('gives a document the name that it was filed under last', async () => {
      const first = await of({ 'scan.pdf': 'a bill', 'scan.json': '{}' }, { filedIn: ['2024'] });
      await log.attempt(first);
      await log.attempt(await of({ 'bill.pdf': 'a bill', 'bill.json': '{}' }, { assetId: first.assetId, filedIn: ['2024'] }));
      expect(await harness.objects(first.assetId)).toEqual([{ 'bill.pdf': 'a bill', 'bill.json': '{}' }]);
    });

    only(hasFolders && keyed)(
      'shows a document once, wherever attempts were cut off that would have put it elsewhere',
      async () => {
        const { assetId } = await of({ 'bill.pdf': 'a bill' });
        const requestIn = (folder: string): Promise<DeliveryRequest> =>
          of({ 'bill.pdf': 'a bill' }, { assetId, filedIn: [folder] });
        for (const folder of ['2022', '2023', '2024']) {
          let confirmations = 0;
          // The second confirmation precedes the visible step.
          const confirm = (): Promise<void> => {
            confirmations += 1;
            return confirmations < 2 || folder === '2022' ? Promise.resolve() : Promise.reject(new Error('fenced'));
          };
          await log.attempt(await requestIn(folder), { confirm }).catch(() => undefined);
          expect(await harness.foldersOf?.(assetId)).toEqual(['2022']);
        }
        await log.attempt(await requestIn('2025'));
        expect(await harness.foldersOf?.(assetId)).toEqual(['2025']);
        expect(await harness.objects(assetId)).toEqual([{ 'bill.pdf': 'a bill' }]);
      },
    );

    only(refusesSharedLocations)('takes no object away that another output has delivered', async () => {
      const one = await of({ 'video.mp4': 'frames' });
      await log.attempt(one);
      const other = await of({ 'video.mp4': 'frames' }, { assetId: one.assetId, output: 'other', key: 'other' });
      await expect(new DeliveryLog(harness.destination).attempt(other)).rejects.toMatchObject({
        kind: 'permanent',
        code: 'output-conflict',
      });
      expect(await log.attempt(one)).toMatchObject({ delivered: { reconciled: true } });
    });

    it('shows nothing if the lease is lost before the finalising step', async () => {
      const request = await of({ 'video.mp4': 'frames' });
      let confirmations = 0;
      const confirm = (): Promise<void> => {
        confirmations += 1;
        return confirmations < 2 ? Promise.resolve() : Promise.reject(new Error('fenced'));
      };
      await expect(log.attempt(request, { confirm })).rejects.toThrow('fenced');
      expect(await harness.objects(request.assetId)).toEqual([]);
      expect(await harness.leftovers()).toEqual([]);
    });

    it('leaves nothing behind when it is aborted, except for a session on record', async () => {
      const request = await of({ 'video.mp4': 'frames'.repeat(200_000) });
      const controller = new AbortController();
      const onProgress = (): void => {
        controller.abort(new Error('told to stop'));
      };
      await expect(log.attempt(request, { signal: controller.signal, onProgress })).rejects.toThrow('told to stop');
      expect(await harness.objects(request.assetId)).toEqual([]);
      expect(await harness.leftovers()).toEqual([]);
      expect(await harness.sessions()).toEqual(onRecord(log.checkpoints));
    });

    it('rejects a file that differs from its checksum', async () => {
      const request = await of({ 'video.mp4': 'frames' });
      const files = request.files.map((file) => ({ ...file, sha256: '0'.repeat(64) }));
      await expect(log.attempt({ ...request, files })).rejects.toMatchObject({ kind: 'retryable', code: 'content-changed' });
      expect(await harness.objects(request.assetId)).toEqual([]);
    });

    it('reports the bytes taken, up to all of them', async () => {
      const request = await of(holdsOneFile === true ? { 'a.txt': 'aaaabb' } : { 'a.txt': 'aaaa', 'b.txt': 'bb' });
      const seen: number[] = [];
      await log.attempt(request, { onProgress: (bytes) => seen.push(bytes) });
      expect(seen.at(-1)).toBe(6);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    });
  });
}
