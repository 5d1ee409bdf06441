import type { Fault, FaultRule } from '@throughline/strict-fakes';
import { CREDENTIAL, type CloudAccount, type CloudFake } from '#testing/cloud-folders/cloud-account.js';
import { CLOUD_FILES, CloudDelivery } from '#testing/cloud-folders/cloud-delivery.js';
import type { CloudStorage } from '../cloud-folders/cloud-storage.js';
import { DeliveryLog } from './delivery-log.js';

type Matcher = NonNullable<FaultRule['on']>;
/** A refusal, and the waiting error that it must become. */
type Wait = readonly [name: string, refusal: Fault, expected: object];

export interface CloudFaults<Fake extends CloudFake> {
  readonly open: (now: () => number) => Promise<CloudAccount<Fake>>;
  /** The class whose methods are replaced for one call. */
  readonly storage: { readonly prototype: CloudStorage };
  readonly account: string;
  readonly beginning: Matcher;
  /** Requests with content. */
  readonly sending: Matcher;
  /** Requests that create files. */
  readonly creating: Matcher;
  readonly busy: Fault;
  readonly waits: readonly Wait[];
  /** An upload session has expired by then. Milliseconds. */
  readonly expiryMs: number;
  /** Upload sessions and other addresses that open something. */
  readonly secrets: (fake: Fake) => readonly string[];
}

const START = Date.parse('2026-02-05T10:00:00Z');
const DAY_MS = 86_400_000;

const HOOKS = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** Runs the laws of outputs that are folders of a cloud storage, for answers that are lost, late or refusals. */
export function cloudFaultsContract<Fake extends CloudFake>(name: string, service: CloudFaults<Fake>): void {
  const { beginning, sending, creating, busy, storage } = service;

  describe(`${name} output`, () => {
    let delivery: CloudDelivery<Fake>;
    let account: CloudAccount<Fake>;
    let now: number;
    beforeEach(async () => {
      now = START;
      account = await service.open(() => now);
      delivery = await CloudDelivery.open(account, 'Überblick');
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      await delivery.close();
    });

    it('sends no byte twice after a lost answer', async () => {
      const { log, request } = delivery;
      account.fake.faults.add({ fault: { kind: 'drop-answer' }, on: sending });
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
      const sent = account.fake.log.filter(sending).reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
      expect(sent).toBe(request.files.reduce((sum, { size }) => sum + size, 0));
      await delivery.expectOneCopy();
    });

    it.each(service.waits)('waits as the service requests: %s', async (_, refusal, expected) => {
      account.fake.faults.add({ fault: refusal, on: beginning, times: 2 });
      await expect(delivery.log.attempt(delivery.request)).rejects.toMatchObject({ kind: 'waiting', ...expected });
      account.fake.faults.clear();
      await delivery.untilDelivered();
      await delivery.expectOneCopy();
    });

    it('replaces a rejected token, and waits for a person if the consent was revoked', async () => {
      await account.destination().check();
      account.fake.oauth.forgetAccess();
      await account.destination().check();
      expect(account.fake.oauth.refreshes).toBe(2);
      account.fake.oauth.revoke(service.account);
      const refusal = { kind: 'waiting', code: 'credential-needs-reauth' };
      await expect(delivery.log.attempt(delivery.request)).rejects.toMatchObject(refusal);
      expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
      await account.connect();
      await delivery.untilDelivered();
      await delivery.expectOneCopy();
    });

    it('restarts an upload whose session has expired', async () => {
      account.fake.faults.add({ fault: busy, on: sending, skip: 1, times: 9 });
      await expect(delivery.log.attempt(delivery.request)).rejects.toMatchObject({ code: 'output-busy' });
      account.fake.faults.clear();
      now += service.expiryMs;
      await delivery.untilDelivered();
      await delivery.expectOneCopy();
    });

    it('sends again what the service has stored with other content', async () => {
      const send: CloudStorage['send'] = Reflect.get(storage.prototype, 'send');
      jest.spyOn(storage.prototype, 'send').mockImplementationOnce(function (this: CloudStorage, session, chunk, signal) {
        return send.call(this, session, { ...chunk, bytes: Buffer.alloc(chunk.bytes.byteLength) }, signal);
      });
      const { log, request } = delivery;
      await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'retryable', code: 'truncated' });
      expect(account.objects(request.assetId)).toEqual([]);
      await delivery.untilDelivered();
      await delivery.expectOneCopy();
    });

    it('makes no second copy although all notes have expired', async () => {
      const { log, request } = delivery;
      await log.attempt(request);
      for (const note of account.notesSealed.all.keys()) await account.notesSealed.remove(note);
      const again = new DeliveryLog(account.destination());
      expect(await again.attempt({ ...request, title: 'Renamed' })).toMatchObject({ delivered: { reconciled: true } });
      expect(account.objects(request.assetId)).toEqual([CLOUD_FILES]);
    });

    it('makes one copy of two concurrent deliveries that do not know of each other', async () => {
      const both = [account.destination(), account.destination()].map((each) => new DeliveryLog(each));
      expect(await Promise.allSettled(both.map((each) => each.attempt(delivery.request)))).toHaveLength(2);
      await delivery.untilDelivered();
      await delivery.expectOneCopy();
    });

    it('delivers again what a user has deleted', async () => {
      const { log, request } = delivery;
      await log.attempt(request);
      for (const path of Object.keys(account.fake.tree())) if (path.split('/').length === 2) account.fake.delete(path);
      const again = new DeliveryLog(account.destination());
      expect(await again.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
      await delivery.expectOneCopy();
    });

    it('deletes its unfinished files when no attempt continues', async () => {
      const { log, request } = delivery;
      account.fake.faults.add({ fault: busy, on: creating, skip: 1, times: 9 });
      await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
      account.fake.faults.clear();
      const [session = ''] = await account.sessions();
      expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
      expect([account.fake.tree(), await account.sessions()]).toEqual([{}, []]);
      expect(await account.destination().cancel(session, request)).toEqual({ kind: 'gone' });
    });

    it('leaves nothing if an attempt creates a file after another one has cancelled the delivery', async () => {
      const { request } = delivery;
      const session = await account.destination().open(request);
      await account.destination().send({ session, offset: 0 }, request, HOOKS);
      const commit: CloudStorage['commit'] = Reflect.get(storage.prototype, 'commit');
      jest.spyOn(storage.prototype, 'commit').mockImplementationOnce(async function (this: CloudStorage, ...args) {
        expect(await account.destination().cancel(session, request)).toEqual({ kind: 'cancelled' });
        return commit.apply(this, args);
      });
      const lost = { kind: 'retryable', code: 'session-lost' };
      await expect(account.destination().finish(session, request, HOOKS.signal)).rejects.toMatchObject(lost);
      expect(account.fake.tree()).toEqual({});
    });

    it('uses the folder of the day on which the delivery starts, and continues there on the next day', async () => {
      const { request } = delivery;
      const open = (): DeliveryLog => new DeliveryLog(account.destination({ folder: 'Talks/{year}/{month}-{day} {output}' }));
      const log = open();
      account.fake.faults.add({ fault: busy, on: creating, times: 9 });
      await expect(log.attempt(request)).rejects.toMatchObject({ code: 'output-busy' });
      account.fake.faults.clear();
      now += DAY_MS;
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect(account.foldersOf(request.assetId)).toEqual(['Talks/2026/02-05 out']);
      const other = await delivery.createOther();
      await open().attempt(other);
      expect(account.foldersOf(other.assetId)).toEqual(['Talks/2026/02-06 out']);
    });

    it('keeps tokens and upload sessions out of everything that is written in the clear', async () => {
      account.fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 0 }, on: sending, times: 99 });
      const failed = delivery.log.attempt(delivery.request).catch((error: unknown) => error);
      const errors = [await failed].map((error) => [JSON.stringify(error), String(error), String((error as Error).cause)].join());
      const secrets = [...service.secrets(account.fake), ...account.fake.oauth.issued];
      expect([errors[0]?.includes('output-unreachable'), secrets.length > 2]).toEqual([true, true]);
      account.fake.faults.clear();
      await delivery.log.attempt(delivery.request);
      const notes = [...account.notesSealed.all.values()].map(({ text }) => text);
      const seen = [...errors, JSON.stringify(delivery.log.written), JSON.stringify(delivery.log.delivered), ...notes].join();
      for (const secret of [...secrets, ...account.fake.oauth.issued]) expect(seen).not.toContain(secret);
    });

    it.each([
      [{ folder: 'Talks/{week}' }, /supports \{year\}, \{month\}, \{day\} and \{output\}, not \{week\}/],
      [{ folder: 'a/../b' }, /names joined by slashes/],
      [{ nonsense: 'x' }, /has no setting 'nonsense'/],
    ])('reports wrong settings: %j', (settings, words) => {
      expect(() => account.destination(settings)).toThrow(words);
    });
  });
}
