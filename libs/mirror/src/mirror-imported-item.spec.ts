import { newAssetId } from '@throughline/contracts';
import { Journey } from '@throughline/domain/testing';
import { MirrorStage } from './testing/mirror-stage.js';

describe('the page of an item that was imported', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.problems).toEqual([]);
  });

  it('is never written, while that of an own item is', async () => {
    const [elsewhere, here] = [stage.page(), stage.page()];
    const other = stage.video(elsewhere);
    other.start('DOWNLOAD');
    const imported = new Journey(newAssetId()).importFrom(other);
    imported.endImport();
    await stage.record(imported);
    const own = stage.video(here);
    own.start('DOWNLOAD');
    await stage.record(own);
    stage.start();
    await stage.shows(here, 'Downloading');
    imported.run();
    imported.start('DOWNLOAD');
    await stage.record(imported);
    await stage.quiet(own);
    expect(stage.writes(elsewhere)).toEqual([]);
    expect(stage.writes(here)).not.toEqual([]);
  });
});
