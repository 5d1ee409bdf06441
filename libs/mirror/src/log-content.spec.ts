import { createLogger } from '@throughline/service-kit';
import { until } from '@throughline/stack/testing';
import { MirrorStage } from './testing/mirror-stage.js';
import { createMirrorLog } from './mirror-log.js';

const LOG_FORMATS = ['json', 'text'] as const;
const WORD = 'zanzibar';
const STATUSES = [200, 400, 401, 403, 404, 409, 500] as const;
const uncounted = { written: () => undefined, failed: () => undefined };

describe('the log of the mirror', () => {
  const cases = STATUSES.flatMap((status) => LOG_FORMATS.map((format) => [status, format] as const));

  it.each(cases)('contains no text of an answer of Notion with %i, or of the video, as %s', async (status, format) => {
    const lines: string[] = [];
    const log = createLogger({ service: 'upload', level: 'debug', format, out: { write: (line) => lines.push(line) } });
    const stage = await MirrorStage.open({ reports: createMirrorLog(log, uncounted) });
    const body = JSON.stringify({ object: 'error', status, code: 'validation_error', message: `${WORD} is wrong`, [WORD]: WORD });
    const headers = { 'content-type': 'application/json', 'x-words': WORD };
    stage.notion.faults.add({ fault: { kind: 'answer', status, headers, body }, times: 10_000 });
    const video = stage.video(stage.page(), { title: `The ${WORD} talk` });
    video.start('DOWNLOAD');
    video.fail('DOWNLOAD', { message: `no ${WORD} here` });
    await stage.record(video);
    stage.start();
    await until(() => lines.length > 0, { what: 'the trouble in the log', interval: 5 });
    await stage.close();
    expect(lines.join('')).not.toContain(WORD);
  });
});
