import { until } from '@throughline/stack/testing';
import { MirrorStage } from './testing/mirror-stage.js';

const HOUR_MS = 3_600_000;

class Gap extends Error {
  readonly kind = 'history-gap';
}

describe('a page of a video with damaged history', () => {
  it('is retried with growing pauses, and is current once the history is repaired', async () => {
    const stage = await MirrorStage.open();
    try {
      const page = stage.page();
      const video = stage.video(page);
      stage.start();
      await stage.record(video);
      await stage.quiet(video);
      const load = stage.store.load.bind(stage.store);
      let tries = 0;
      stage.store.load = () => {
        tries += 1;
        return Promise.reject(new Gap('an event is missing'));
      };
      await stage.sendAgain(video.assetId);
      await until(() => !stage.values.all.has(`resend.${video.assetId}`), { what: 'the wish to be fulfilled', interval: 5 });
      page.values.clear();
      await stage.restart();
      const began = stage.clock.now();
      await until(() => stage.clock.now() - began > HOUR_MS && tries > 5, { what: 'an hour with more than five tries' });
      expect(tries).toBeLessThan(200);
      stage.store.load = load;
      await stage.shows(page, 'Processing');
      await stage.quiet(video);
    } finally {
      await stage.close();
    }
  });
});
