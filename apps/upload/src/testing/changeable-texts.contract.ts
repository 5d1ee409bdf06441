import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canChangeTexts } from '@throughline/domain';
import type { Fault } from '@throughline/strict-fakes';
import { readExternalId } from '../delivery/delivery-record.js';
import type { SessionDestination } from '../kit/destination.js';
import { DeliveryLog } from './delivery-log.js';
import { createRequest } from './request.js';
import { asVideo } from '#testing/videos/video-requests.js';

interface ShownTexts {
  readonly title: string;
  readonly description: string;
}

/** A service with one account, and what its user sees there. */
export interface ChangeableTexts {
  /** Opens the destination like a new process. */
  readonly open: () => SessionDestination;
  /** Returns the texts of all videos. */
  readonly shown: () => readonly ShownTexts[];
  /** Removes all videos, as their user would. */
  readonly removeAll: () => void;
  /** Adds a fault to the next request that changes texts. */
  readonly disturb: (fault: Fault) => void;
  readonly close: () => Promise<void>;
}

/** Rules of destinations that change the texts of delivered content. */
export function changeableTextsContract(type: string, start: () => Promise<ChangeableTexts>): void {
  describe(`an output of type ${type} keeps the contract of changeable texts`, () => {
    let there: ChangeableTexts;
    let dir: string;
    let externalId: string;
    beforeEach(async () => {
      there = await start();
      dir = await mkdtemp(join(tmpdir(), 'tl-texts-'));
      const log = new DeliveryLog(there.open());
      await log.attempt(asVideo(await createRequest(dir, { 'video.mp4': 'frames' }, { description: 'About pipelines' })));
      externalId = readExternalId(log.delivered ?? {}) ?? '';
    });
    afterEach(async () => {
      await there.close();
      await rm(dir, { recursive: true, force: true });
    });
    const update = async (texts: ShownTexts): Promise<unknown> =>
      there.open().updateTexts?.({ externalId, ...texts, signal: new AbortController().signal });

    it('is one of those that the domain lets change texts', () => {
      expect(canChangeTexts(type)).toBe(true);
    });

    it('changes the texts of the one video', async () => {
      await update({ title: 'Another talk', description: 'About queues' });
      expect(there.shown()).toEqual([{ title: 'Another talk', description: 'About queues' }]);
    });

    it('removes a description', async () => {
      await update({ title: 'Another talk', description: '' });
      expect(there.shown()).toEqual([{ title: 'Another talk', description: '' }]);
    });

    it('repeats a change whose answer was lost', async () => {
      const texts = { title: 'Another talk', description: 'About queues' };
      there.disturb({ kind: 'drop-answer' });
      await expect(update(texts)).rejects.toMatchObject({ kind: expect.stringMatching(/waiting|retryable/) as string });
      expect(there.shown()).toEqual([texts]);
      await update(texts);
      expect(there.shown()).toEqual([texts]);
    });

    it('names a video that was deleted at the service, and makes no other', async () => {
      there.removeAll();
      await expect(update({ title: 'Another talk', description: '' })).rejects.toMatchObject({
        kind: 'permanent',
        code: 'object-missing',
        message: expect.stringContaining('no longer exists at') as string,
      });
      expect(there.shown()).toEqual([]);
    });
  });
}
