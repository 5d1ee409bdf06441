import type { Journey } from '@throughline/domain/testing';
import type { NotionPage } from '@throughline/strict-fakes';
import { MirrorStage, STATUS } from './testing/mirror-stage.js';

const DRIVE = 'deliver:drive';

describe('the first status of a page', () => {
  let stage: MirrorStage;
  let page: NotionPage;
  let video: Journey;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    page = stage.page();
    video = stage.video(page);
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.problems).toEqual([]);
  });

  it('is Processing, even if the run had advanced before anything could be written', async () => {
    video.start('DOWNLOAD');
    await stage.record(video);
    stage.start();
    await stage.shows(page, 'Downloading');
    const done = stage.page();
    const quick = stage.video(done).through('DOWNLOAD', 'TRANSCRIBE', DRIVE);
    await stage.record(quick);
    await stage.shows(done, 'Complete');
    await stage.quiet(quick);
    expect([stage.trail(page), stage.trail(done)]).toEqual([
      ['Processing', 'Downloading'],
      ['Processing', 'Complete'],
    ]);
  });

  it('is followed by the current status, even if the item cannot be read at once', async () => {
    video.start('DOWNLOAD');
    await stage.record(video);
    const load = stage.store.load.bind(stage.store);
    let isAway = false;
    jest.spyOn(stage.store, 'load').mockImplementation((...args) => {
      if (!isAway || page.values.get(STATUS) !== 'Processing') return load(...args);
      isAway = false;
      return Promise.reject(new Error('the log is away'));
    });
    isAway = true;
    stage.start();
    await stage.shows(page, 'Downloading');
    expect(stage.problems.splice(0)).toMatchObject([{ message: 'the log is away' }]);
  });
});
