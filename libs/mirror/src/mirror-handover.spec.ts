import type { Journey } from '@throughline/domain/testing';
import type { NotionPage } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { ERRORS, MirrorStage, STATUS } from './testing/mirror-stage.js';

const overtaken = expect.objectContaining({ kind: 'mirror-overtaken' }) as unknown;

describe('pages, when another process takes over', () => {
  let stage: MirrorStage;
  let page: NotionPage;
  let video: Journey;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    page = stage.page();
    video = stage.video(page);
    stage.start();
    await stage.record(video);
    await stage.quiet(video);
  });
  afterEach(async () => {
    await stage.close();
  });

  /** Writes the record like an earlier process that does not yet know that its term has ended. */
  const writtenByAnother = async (): Promise<void> => {
    const name = `page.${video.assetId}`;
    await stage.values.write(name, stage.values.all.get(name)?.text ?? '', 'anything');
  };
  const isOvertaken = (): Promise<unknown> =>
    until(() => stage.problems.length > 0, { what: 'the end of the first', interval: 2 });

  it('are not recorded by the first process after it has ended', async () => {
    const videos = Array.from({ length: 40 }, () => stage.video(stage.page()));
    for (const each of videos) await stage.record(each);
    for (const each of videos) await stage.quiet(each);
    const write = stage.values.write.bind(stage.values);
    let begun = 0;
    let answer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (answer = resolve));
    stage.values.write = async (name, ...rest) => {
      if (!name.startsWith('page.')) return write(name, ...rest);
      begun += 1;
      await answers;
      return write(name, ...rest);
    };
    await stage.channel({ fieldMap: { status: 'Renamed', process_errors: ERRORS } });
    await until(() => begun > 0, { what: 'the first of the records', interval: 1 });
    const stopped = stage.stop();
    answer();
    await stopped;
    const left = begun;
    for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toBe(left);
    expect(left).toBeLessThan(videos.length);
  });

  it.each<[string, () => Promise<void>]>([
    ['sent again', () => stage.sendAgain(video.assetId)],
    ['of another channel', () => stage.channel({ fieldMap: { status: 'Renamed', process_errors: ERRORS } })],
  ])('are abandoned by a process with outdated records (%s), and updated by the next', async (_what, change) => {
    await writtenByAnother();
    page.values.set(STATUS, 'Complete');
    await change();
    await isOvertaken();
    expect(stage.problems).toEqual([overtaken]);
    await stage.channel();
    await stage.sendAgain(video.assetId);
    await stage.restart();
    await stage.shows(page, 'Processing');
    await until(() => !stage.values.all.has(`resend.${video.assetId}`), { what: 'the wish to be fulfilled', interval: 5 });
  });

  it('are abandoned when the process learns of a stalled worker', async () => {
    video.start('DOWNLOAD');
    await stage.record(video);
    await stage.quiet(video);
    await writtenByAnother();
    const at = { assetId: video.assetId, step: 'DOWNLOAD', attemptId: video.attemptId('DOWNLOAD') };
    const lease = { ...at, worker: 'worker-1', startedAt: video.now, termMs: 30_000, progress: { fraction: 0 } };
    await stage.leases.claim(lease, undefined);
    await isOvertaken();
    expect(stage.problems).toEqual([overtaken]);
  });
});
