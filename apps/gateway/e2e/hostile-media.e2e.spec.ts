import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { hostileMedia, LaidBait, TestMedia, type HostileFile } from '@throughline/media/testing';
import { mediaTools, startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

const run = promisify(execFile);

/** Of those with several possible ends, the ones that must come out whole: where a demuxer may decide, a system test cannot. */
const survivors = new Set([
  'tags.mov',
  'tags.mkv',
  'tags.mp3',
  'huge-cover.mp3',
  'ten-thousand-chapters.mkv',
  'playlist-inside.mov',
]);
const isCertain = ({ name, ends }: HostileFile): boolean => survivors.has(name) || (ends.length === 1 && name !== 'nothing.mp4');
const isPlaylist = ({ ends }: HostileFile): boolean => ends.includes('refused:playlist');

/** Every sort, and so few that good ones get their turn in a minute. */
const crowdOf = (files: readonly HostileFile[]): readonly HostileFile[] => [
  ...files.filter(isPlaylist).filter((_file, index) => index % 4 === 0),
  ...files.filter(isCertain),
];

interface Sent {
  readonly file: HostileFile;
  readonly id: string;
}

describe('hostile files in a crowd of good ones', () => {
  let system: System;
  let client: RecordingsClient;
  let media: TestMedia;
  let bait: LaidBait;
  let sent: readonly Sent[];
  const good: string[] = [];
  const ended = new Map<string, RecordingView>();

  beforeAll(async () => {
    [system, media] = await Promise.all([startSystem(), mediaTools().then((tools) => TestMedia.create(tools))]);
    client = new RecordingsClient(system.url, system.token);
    bait = await LaidBait.lay(media.folder);
    const files = crowdOf(await hostileMedia(media, bait));
    const push = async (content: Uint8Array, title: string): Promise<string> => {
      const answer = await client.push(new Blob([content]), { title, fileName: title, run: true, allowDuplicate: true });
      if (answer.status !== 202) throw new Error(`${title}: ${String(answer.status)} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    };
    const pushed: Sent[] = [];
    for (const [index, file] of files.entries()) {
      if (index % 20 === 10) good.push(await push(await readFile(shortTalk()), `Good ${String(index)}`));
      pushed.push({ file, id: await push(file.content, file.name) });
    }
    sent = pushed;
    const all = [...good, ...sent.map(({ id }) => id)];
    await until(
      async () => {
        for (const recording of await Promise.all(all.filter((id) => !ended.has(id)).map((id) => client.get(id)))) {
          if (recording.failed || recording.status === 'READY') ended.set(recording.id, recording);
        }
        return ended.size === all.length;
      },
      { timeout: 240_000, interval: 1_000, what: 'the end of every recording' },
    );
  }, 300_000);
  afterAll(async () => {
    await Promise.all([system.close(), bait.remove()]);
    await media.remove();
  }, 60_000);

  it('lets every good one become ready, transcript and all', () => {
    expect(good.length).toBeGreaterThan(1);
    for (const id of good) {
      const recording = ended.get(id);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      expect(recording?.processing_stages.map(({ status }) => status)).toEqual([
        'COMPLETED',
        'COMPLETED',
        'COMPLETED',
        'COMPLETED',
      ]);
    }
  });

  it('ends each hostile one with its reason, at once and for good', async () => {
    expect(sent.length).toBeGreaterThan(35);
    for (const { file, id } of sent) {
      const failures = (await client.events(id)).filter(({ type }) => type === 'StepFailed');
      const told = failures.map(({ detail }) => detail['error'] as { code: string; retryable: boolean });
      const skipped = ended.get(id)?.processing_stages.find(({ stage_type }) => stage_type === 'TRIM')?.skip_reason;
      const seen = told[0] === undefined ? (skipped ? `skipped:${skipped}` : 'whole') : `refused:${told[0].code}`;
      expect([file.name, file.ends.includes(seen) || seen]).toEqual([file.name, true]);
      expect([file.name, told.filter(({ retryable }) => retryable).length, told.length > 1]).toEqual([file.name, 0, false]);
      if (told.length > 0) expect(ended.get(id)?.failed_reason).toMatch(/\.$/);
    }
  });

  it('shows nothing of what tags hold', async () => {
    for (const { file, id } of sent.filter(({ file: { name } }) => name.startsWith('tags'))) {
      const shown = JSON.stringify([await client.get(id), await client.events(id)]);
      expect([file.name, /owned|gpj|silence_start|\\u001b|\\u0000/.exec(shown)]).toEqual([file.name, null]);
    }
  });

  it('reaches neither the address nor the file that was named', async () => {
    expect(bait.touched).toEqual({ connections: 0, opened: false });
    await bait.take();
    expect(bait.touched).toEqual({ connections: 1, opened: true });
  });

  it('has cost no worker its life or its memory, and has left no tool at work', async () => {
    for (const name of ['ingest', 'processing', 'upload', 'gateway', 'status-projector'] as const) {
      expect([name, system.service(name).crashes]).toEqual([name, 0]);
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(system.service(name).pid)]);
      expect(Number(stdout) / 1_024).toBeLessThan(600);
    }
    const { stdout } = await run('ps', ['-eo', 'args'], { maxBuffer: 16 * 1024 ** 2 });
    const tools = stdout.split('\n').filter((line) => line.includes(dirname(system.artifactsDir)) && /ffmpeg|ffprobe/.test(line));
    expect(tools).toEqual([]);
  });
});
