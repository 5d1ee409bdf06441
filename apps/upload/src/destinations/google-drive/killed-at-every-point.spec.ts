import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

const FILES = { 'video.mp4': 'frames'.repeat(60_000), 'words.srt': 'words', 'empty.txt': '' };
/** More requests than an undisturbed delivery has. The spec fails if it finds more. */
const MOST_REQUESTS = 40;

/**
 * A killed process and a cut connection leave the same state behind: the requests so far, carried out or not. So each request
 * of a delivery is once the last of its attempt, before and after it is carried out.
 */
describe.each(['drop-request', 'drop-answer'] as const)(
  'a delivery to Google Drive that ends at any of its requests (%s)',
  (kind) => {
    const points = Array.from({ length: MOST_REQUESTS }, (_, point) => point);

    it('makes one copy in the next attempt, of another process', async () => {
      let reached = 0;
      for (const point of points) {
        const [account, dir] = [await DriveAccount.open(), await mkdtemp(join(tmpdir(), 'tl-drive-'))];
        try {
          const request = await createRequest(dir, FILES);
          const first = new DeliveryLog(account.destination({ path: 'Talks' }));
          // All later requests fail too, as after the end of the process.
          const fault = kind === 'drop-request' ? { kind, afterBytes: 0 } : { kind };
          account.fake.faults.add(
            { fault, skip: point },
            { fault: { kind: 'drop-request', afterBytes: 0 }, skip: point, times: 1_000 },
          );
          const ended = await first.attempt(request).then(
            () => 'delivered',
            () => 'died',
          );
          account.fake.faults.clear();
          if (ended === 'delivered') break;
          reached += 1;
          const second = new DeliveryLog(account.destination({ path: 'Talks' }));
          second.checkpoints = first.checkpoints;
          expect(await second.attempt(request)).toMatchObject({ kind: 'delivered', key: request.key });
          expect({ point, objects: account.objects(request.assetId) }).toEqual({ point, objects: [FILES] });
          expect({ point, files: account.fake.files.length, folders: account.fake.folders.length }).toEqual({
            point,
            files: 3,
            folders: 2,
          });
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
  },
);
