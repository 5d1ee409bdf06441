import type { RecordingView } from '../client/views.js';
import { RECORDING_ID as ID, aRecording, type Fixture } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;
const item = (revision: string, more: Fixture<RecordingView>): RecordingView =>
  aRecording({
    revision,
    status: 'PROCESSING',
    run: { active: true },
    upload_summary: { total: 0, uploaded: 0, failed: 0, follow_ups_failed: 0 },
    ...more,
  });
const waitFor = (revision: string, seconds: number): string => `GET ${AT}?wait=${String(seconds)}&after_revision=${revision}`;
const PAUSED = { on_pause: true, terminal: true };

describe('a command with --wait', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('ends when nothing more happens by itself, even if the run is still active but paused', async () => {
    server.prepare({
      [`POST ${AT}/run`]: { body: item('1', { terminal: false }) },
      [waitFor('1', 25)]: { body: item('2', PAUSED) },
    });
    expect(await server.tl('run', ID, '--wait')).toMatchObject({
      code: 1,
      err: expect.stringContaining('PROCESSING (paused)') as string,
    });
    expect(server.lines.at(-1)).toBe(waitFor('1', 25));
  });

  it('continues while something will happen, even if no run is active yet', async () => {
    const arriving = { status: 'PENDING_SOURCE', run: null, terminal: false };
    server.prepare({
      [`POST ${AT}/run`]: { body: item('1', arriving) },
      [waitFor('1', 25)]: { body: item('2', { status: 'READY', run: { active: false }, terminal: true }) },
    });
    expect(await server.tl('run', ID, '--wait')).toMatchObject({ code: 0, out: expect.stringContaining('READY') as string });
  });

  it('says once that items may lack changes, beside the data', async () => {
    const headers = { 'throughline-stale-since': '2026-02-05T10:00:00.000Z' };
    const done = item('2', { status: 'READY', run: { active: false }, terminal: true });
    server.prepare({
      [`POST ${AT}/run`]: { headers, body: item('1', { terminal: false }) },
      [waitFor('1', 25)]: { headers, body: done },
    });
    const { code, out, err } = await server.tl('run', ID, '--wait', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(done);
    expect(err.match(/Items may lack changes since \d{4}-02-05 \d\d:00: .*\n/gu)).toHaveLength(1);
  });

  it('fails and names each failed follow-up of a delivery that succeeded', async () => {
    const failed = { status: 'FAILED', skip_reason: null, failed_reason: 'no picture', retry_at: null } as const;
    const output = { id: 'library', target_type: 'youtube', status: 'UPLOADED', skip_reason: null, failed_reason: null } as const;
    const followUps = [
      { ...failed, name: 'thumbnail' },
      { ...failed, name: 'captions', status: 'COMPLETED', failed_reason: null } as const,
    ];
    const outputs = [{ ...output, unconfirmed: false, progress: null, retry_at: null, follow_ups: followUps }];
    server.prepare({
      [`POST ${AT}/run`]: { body: item('1', { status: 'READY', run: { active: false }, terminal: true, outputs }) },
    });
    expect(await server.tl('run', ID, '--wait')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        new RegExp(`these follow-ups failed: library/thumbnail \\(no picture\\)[^]*\\n +tl retry ${ID} library/thumbnail`),
      ) as string,
    });
  });

  it('of `tl watch` shows what has happened and reports the pause', async () => {
    server.prepare({
      [`GET ${AT}`]: { body: item('2', PAUSED) },
      [`GET ${AT}/events?limit=500`]: { body: { items: [], next_cursor: null } },
    });
    expect(await server.tl('watch', ID)).toMatchObject({ code: 1, err: expect.stringContaining('paused') as string });
    expect(server.lines.filter((line) => line.includes('wait='))).toEqual([]);
  });
});
