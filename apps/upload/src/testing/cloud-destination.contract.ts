import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAST_REQUESTS, endingAt } from '@throughline/strict-fakes';
import type { CloudAccount, CloudFake } from '#testing/cloud-folders/cloud-account.js';
import type { SessionDestination } from '../destinations/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { destinationContract } from './destination.contract.js';
import { createRequest } from './request.js';

type OpenAccount = () => Promise<CloudAccount<CloudFake>>;

const FILES = { 'video.mp4': 'frames'.repeat(60_000), 'words.srt': 'words', 'empty.txt': '' };
/** More requests than an undisturbed delivery has. The spec fails if it finds more. */
const MOST_REQUESTS = 60;

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
  readonly fake: Pick<CloudFake, 'faults' | 'troubles'>;
  destination(settings: Readonly<Record<string, string>>): SessionDestination;
  objects(assetId: string): readonly object[];
  leftovers(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

interface KilledDelivery<Account extends KillableAccount> {
  readonly open: () => Promise<Account>;
  /** Lead to a folder below the top. */
  readonly settings: Readonly<Record<string, string>>;
  /** Counts the files and folders of the account. */
  readonly countItems: (account: Account) => number;
  /** The folder of the output, that of the item, and its files. */
  readonly items: number;
}

/**
 * A killed process and a cut connection leave the same state behind: the requests so far, carried out or not. So each request
 * of a delivery is once the last of its attempt, before, within and after it is carried out.
 */
export function killedAtEveryPointContract<Account extends KillableAccount>(
  name: string,
  { open, settings, countItems, items }: KilledDelivery<Account>,
): void {
  describe.each(LAST_REQUESTS)(`a delivery to ${name} that ends %s any of its requests`, (_, fault) => {
    it('makes one copy in the next attempt, of another process', async () => {
      let reached = 0;
      for (let point = 0; point < MOST_REQUESTS; point += 1) {
        const [account, dir] = [await open(), await mkdtemp(join(tmpdir(), 'tl-cloud-'))];
        try {
          const request = await createRequest(dir, FILES);
          const first = new DeliveryLog(account.destination(settings));
          // All later requests fail too, as after the end of the process.
          account.fake.faults.add(...endingAt(point, fault));
          const ended = await first.attempt(request).then(
            () => 'delivered',
            () => 'died',
          );
          account.fake.faults.clear();
          if (ended === 'delivered') break;
          reached += 1;
          const second = new DeliveryLog(account.destination(settings));
          second.checkpoints = first.checkpoints;
          expect(await second.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
          expect({ point, objects: account.objects(request.assetId) }).toEqual({ point, objects: [FILES] });
          expect({ point, items: countItems(account) }).toEqual({ point, items });
          expect(await account.leftovers()).toEqual([]);
          expect(account.fake.troubles).toEqual([]);
        } finally {
          await account.close();
          await rm(dir, { recursive: true, force: true });
        }
      }
      expect(reached).toBeGreaterThan(10);
      expect(reached).toBeLessThan(MOST_REQUESTS);
    }, 120_000);
  });
}
