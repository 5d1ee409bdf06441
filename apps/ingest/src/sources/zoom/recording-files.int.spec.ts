import { randomBytes } from 'node:crypto';
import type { Source, StepState } from '@throughline/domain';
import { FAKE_ZOOM_APP, ZoomFake, matchRequests, tooManyRequests, zoomError, type ZoomFile } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { FetchBench, QUICK } from '#testing/fetch-bench.js';
import { ZoomAccounts, zoomSource } from './index.js';
import { toAddress } from './recording-address.js';

const video = (bytes: number): Buffer => Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(bytes - 12)]);
const START = '2026-02-05T10:00:00Z';
const LATER = '2026-02-05T11:00:00Z';
const SOURCE: Source = { kind: 'zoom', settings: { connection: 'main', view: 'gallery_view' } };
const GALLERY = { recording_type: 'gallery_view', bytes: video(700_000) };
const SPEAKER = { recording_type: 'speaker_view', bytes: video(500_000) };
const AUDIO = { recording_type: 'audio_only', file_type: 'M4A', bytes: video(100_000) };
const CHAT = { recording_type: 'chat_file', file_type: 'CHAT', bytes: Buffer.from('10:00:01 Anna: hello') };
const TIMELINE = { recording_type: 'timeline', file_type: 'TIMELINE', bytes: Buffer.from('{"timeline":[]}') };

describe('the files of a Zoom recording', () => {
  let zoom: ZoomFake;
  let bench: FetchBench;
  beforeEach(async () => {
    zoom = await ZoomFake.start();
    const { accountId: account_id, clientId: client_id, clientSecret: client_secret } = FAKE_ZOOM_APP;
    const main = { account_id, client_id, client_secret, url: zoom.url };
    const accounts = new ZoomAccounts({ main }, { allowed: QUICK.allowed });
    const url = { ...QUICK, pieceBytes: 200_000 };
    const source = zoomSource({ accounts, url, freeBytes: () => Promise.resolve(Infinity) });
    bench = new FetchBench({}, undefined, { source });
  });
  afterEach(async () => {
    await bench.close();
    await zoom.close();
  });

  const addressOf = (files: readonly Partial<ZoomFile>[], start = START): string => {
    const { uuid } = zoom.addMeeting({ files });
    return toAddress({ uuid, start: new Date(start).toISOString() });
  };
  const fetchIt = async (files: readonly Partial<ZoomFile>[], start?: string): Promise<StepState> =>
    (await bench.fetch(addressOf(files, start), SOURCE)).step;
  const namesOf = ({ artifacts }: StepState): readonly string[] => artifacts.map(({ name }) => name);
  const filesOf = (step: StepState): unknown => ('result' in step ? step.result['source_files'] : undefined);
  const requestsFor = (name: string): readonly (number | undefined)[] => {
    const ids = zoom.recordings.meetings.flatMap(({ files }) => files.filter((file) => file.recording_type === name));
    return zoom.log.filter(({ target }) => ids.some(({ id }) => target.endsWith(id))).map(({ status }) => status);
  };

  it('are all named, and the chat and timeline are kept beside the preferred view', async () => {
    const step = await fetchIt([AUDIO, SPEAKER, GALLERY, CHAT, TIMELINE]);
    expect(await bench.bytesOf(step)).toEqual(GALLERY.bytes);
    expect(step.artifacts.slice(1)).toMatchObject([
      { role: 'side_file', name: 'zoom-chat.txt', mediaType: 'text/plain; charset=utf-8', size: CHAT.bytes.length },
      { role: 'side_file', name: 'zoom-timeline.json', mediaType: 'application/json', size: TIMELINE.bytes.length },
    ]);
    expect(filesOf(step)).toEqual([
      { name: 'audio_only', taken: false },
      { name: 'speaker_view', taken: false },
      { name: 'gallery_view', taken: true },
      { name: 'chat_file', taken: true },
      { name: 'timeline', taken: true },
    ]);
  });

  it('have other views, of which the next one is fetched if Zoom has lost the preferred one', async () => {
    const step = await fetchIt([AUDIO, SPEAKER, { ...GALLERY, isLost: true }]);
    expect(await bench.bytesOf(step)).toEqual(SPEAKER.bytes);
    expect(requestsFor('gallery_view')).toEqual([404]);
    expect(filesOf(step)).toContainEqual({ name: 'gallery_view', taken: false });
    expect(filesOf(step)).toContainEqual({ name: 'speaker_view', taken: true });
  });

  it('are never mixed if a view is deleted during its download', async () => {
    const address = addressOf([SPEAKER, GALLERY]);
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    zoom.faults.add({ fault: { kind: 'answer', status: 404 }, on: matchRequests('GET', /download\//), skip: 1 });
    const { step } = await bench.fetch(address, SOURCE);
    expect(await bench.bytesOf(step)).toEqual(SPEAKER.bytes);
    expect(requestsFor('gallery_view')).toEqual([302, 404]);
  });

  it.each([
    ['in the same attempt', 1],
    ['before the next attempt', 3],
  ])('are never mixed if only their equal dates identify them, and one of the same size is deleted %s', async (_, requests) => {
    zoom.downloads.hasDatesOnly = true;
    const other = { ...SPEAKER, bytes: video(GALLERY.bytes.length) };
    const address = addressOf([other, GALLERY]);
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    // The attempt ends after two connections without any bytes.
    if (requests > 1) zoom.storageFaults.add({ fault: { kind: 'drop-answer' }, times: requests - 1 });
    zoom.faults.add({ fault: { kind: 'answer', status: 404 }, on: matchRequests('GET', /download\//), skip: requests });
    const { step, assetId } = await bench.fetch(address, SOURCE);
    // A comparison of the contents by Jest takes minutes if they differ.
    expect((await bench.bytesOf(step)).equals(other.bytes)).toBe(true);
    expect(await bench.failures(assetId)).toHaveLength(requests > 1 ? 1 : 0);
    expect(requestsFor('gallery_view').at(-1)).toBe(404);
  });

  it('are resumed from their stored bytes in the next attempt', async () => {
    zoom.downloads.hasDatesOnly = true;
    const address = addressOf([SPEAKER, { ...GALLERY, isLost: true }]);
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    zoom.storageFaults.add({ fault: { kind: 'drop-answer' }, times: 2 });
    const { step, assetId } = await bench.fetch(address, SOURCE);
    expect(await bench.bytesOf(step)).toEqual(SPEAKER.bytes);
    expect(await bench.failures(assetId)).toHaveLength(1);
    expect(zoom.storageLog.map(({ status }) => status).at(-1)).toBe(206);
  });

  it('are gone when Zoom has none of the views', async () => {
    const { assetId } = await bench.fetch(addressOf([SPEAKER, GALLERY].map((file) => ({ ...file, isLost: true }))), SOURCE);
    expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code: 'source-gone', retryable: false } } }]);
  });

  it('belong to the recording of the meeting in which they began', async () => {
    const early = { ...SPEAKER, recording_start: START };
    const late = { ...GALLERY, recording_start: LATER };
    const lateChat = { ...CHAT, recording_start: '2026-02-05T11:00:09Z' };
    expect(namesOf(await fetchIt([early, late, lateChat, { ...TIMELINE, recording_start: START }], LATER))).toEqual([
      'source.bin',
      'zoom-chat.txt',
    ]);
  });

  it('have names of their own if there are several of a kind', async () => {
    const summaries = ['summary', 'summary_next_steps'].map((recording_type) => ({
      ...TIMELINE,
      file_type: 'SUMMARY',
      recording_type,
    }));
    expect(namesOf(await fetchIt([GALLERY, ...summaries]))).toEqual(['source.bin', 'zoom-summary.json', 'zoom-summary-2.json']);
  });

  it('are left out beside the recording if Zoom lost them, still processes them, or they are of an unknown kind', async () => {
    const step = await fetchIt([
      GALLERY,
      { ...CHAT, isLost: true },
      { ...TIMELINE, status: 'processing' },
      { ...TIMELINE, file_type: 'POLL', recording_type: 'poll' },
    ]);
    expect(namesOf(step)).toEqual(['source.bin']);
    expect(filesOf(step)).toContainEqual({ name: 'chat_file', taken: false });
    expect(filesOf(step)).toContainEqual({ name: 'poll', taken: false });
  });

  it('include a chat that is fetched again after one failure, and left out after two', async () => {
    const broken = (times: number): void => {
      zoom.faults.add({ fault: { kind: 'answer', status: 502 }, on: matchRequests('GET', /download\//), times });
    };
    broken(1);
    expect(namesOf(await fetchIt([GALLERY, CHAT]))).toEqual(['source.bin', 'zoom-chat.txt']);
    broken(2);
    expect(namesOf(await fetchIt([GALLERY, CHAT]))).toEqual(['source.bin']);
  });

  it('include a chat whose token is renewed once', async () => {
    const address = addressOf([GALLERY, CHAT]);
    zoom.faults.add({ fault: { kind: 'answer', status: 401 }, on: matchRequests('GET', /download\//) });
    expect(namesOf((await bench.fetch(address, SOURCE)).step)).toEqual(['source.bin', 'zoom-chat.txt']);
    expect(requestsFor('chat_file')).toEqual([401, 302]);
  });

  it('wait together while Zoom limits the requests', async () => {
    const address = addressOf([GALLERY, CHAT]);
    const limit = zoomError(tooManyRequests(900));
    zoom.faults.add({ fault: { kind: 'answer', ...limit }, on: matchRequests('GET', /download\//) });
    const assetId = await bench.register(address, SOURCE);
    await until(async () => 'waiting' in (await bench.download(assetId)), { what: 'the wait for the limit' });
    expect(await bench.download(assetId)).toMatchObject({ waiting: { for: 'source-busy' } });
    expect(requestsFor('gallery_view')).toEqual([]);
  });
});
