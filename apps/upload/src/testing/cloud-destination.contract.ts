import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAST_REQUESTS, endingAt } from '@throughline/strict-fakes';
import type { CloudAccount, CloudFake } from '#testing/cloud-folders/cloud-account.js';
import type { SessionDestination } from '../kit/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { destinationContract } from './destination.contract.js';
import { createRequest } from './request.js';

type OpenAccount = () => Promise<CloudAccount<CloudFake>>;

const FILES = { 'video.mp4': 'frames'.repeat(60_000), 'words.srt': 'words', 'empty.txt': '' };

/** Runs the contract of destinations for outputs that are folders of a cloud storage. */
export function cloudDestinationContract(name: string, open: OpenAccount): void {
  for (const settings of [{}, { folder: 'Talks/Überblick' }]) {
    const at = settings.folder ?? '';
    destinationContract(
      `${name}${at === '' ? '' : ' with a folder'}`,
      { class: 'session', canBeAsked: true, refusesSharedLocations: false, hasFolders: true },
      async () => {
        const account = await open();
        const isParent = (path: string): boolean => at !== '' && (`/${at}` === path || `/${at}`.startsWith(`${path}/`));
        return {
          destination: account.destination(settings),
          objects: (assetId) => Promise.resolve(account.objects(assetId)),
          foldersOf: (assetId) =>
            Promise.resolve(account.foldersOf(assetId).map((path) => path.slice(at === '' ? 0 : at.length + 1))),
          leftovers: async () => (await account.leftovers()).filter((path) => !isParent(path)),
          sessions: () => account.sessions(),
          close: async () => {
            expect(account.fake.troubles).toEqual([]);
            await account.close();
          },
        };
      },
    );
  }
}

interface KillableAccount {
  readonly fake: Pick<CloudFake, 'faults' | 'troubles' | 'log'>;
  destination(settings: Readonly<Record<string, string>>): SessionDestination;
  objects(assetId: string): readonly object[];
  leftovers(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

interface KilledDelivery<Account extends KillableAccount> {
  readonly open: () => Promise<Account>;
  /** Lead to a folder below the top. */
  readonly settings: Readonly<Record<string, string>>;
  readonly countItems: (account: Account) => number;
  /** The folder of the output, that of the item, and its files. */
  readonly items: number;
  /** Selects the requests that end an attempt. */
  readonly sample: (points: readonly number[]) => readonly number[];
}

/**
 * A killed process and a cut connection leave the same state behind: the requests so far, carried out or not. So each request
 * of a delivery is once the last of its attempt, before, within and after it is carried out.
 */
export function killedAtEveryPointContract<Account extends KillableAccount>(
  name: string,
  { open, settings, countItems, items, sample }: KilledDelivery<Account>,
): void {
  const inAccount = async (work: (account: Account, dir: string) => Promise<void>): Promise<void> => {
    const [account, dir] = [await open(), await mkdtemp(join(tmpdir(), 'tl-cloud-'))];
    try {
      await work(account, dir);
    } finally {
      await account.close();
      await rm(dir, { recursive: true, force: true });
    }
  };
  const countRequests = async (): Promise<number> => {
    let requests = 0;
    await inAccount(async (account, dir) => {
      const before = account.fake.log.length;
      await new DeliveryLog(account.destination(settings)).attempt(await createRequest(dir, FILES));
      requests = account.fake.log.length - before;
    });
    return requests;
  };

  describe.each(LAST_REQUESTS)(`a delivery to ${name} that ends %s any of its requests`, (_, fault) => {
    it('makes one copy in the next attempt, of another process', async () => {
      const requests = await countRequests();
      expect(requests).toBeGreaterThan(10);
      for (const point of sample(Array.from({ length: requests }, (_each, index) => index))) {
        await inAccount(async (account, dir) => {
          const request = await createRequest(dir, FILES);
          const first = new DeliveryLog(account.destination(settings));
          // All later requests fail too, as after the end of the process.
          account.fake.faults.add(...endingAt(point, fault));
          await expect(first.attempt(request)).rejects.toBeDefined();
          account.fake.faults.clear();
          const second = new DeliveryLog(account.destination(settings));
          second.checkpoints = first.checkpoints;
          expect(await second.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
          expect({ point, objects: account.objects(request.assetId) }).toEqual({ point, objects: [FILES] });
          expect({ point, items: countItems(account) }).toEqual({ point, items });
          expect(await account.leftovers()).toEqual([]);
          expect(account.fake.troubles).toEqual([]);
        });
      }
    }, 120_000);
  });
}
