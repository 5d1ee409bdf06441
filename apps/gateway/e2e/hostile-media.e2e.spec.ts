import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { PREVIEW } from '@throughline/contracts';
import { hostileMedia, ActiveBait, TestMedia, type HostileFile } from '@throughline/media/testing';
import { mediaTools, startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

const run = promisify(execFile);

/** Files with several possible ends that must still succeed. Where a demuxer may decide, a system test has no fixed result. */
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

/** Every kind, but few enough that the good files are processed within a minute. */
const crowdOf = (files: readonly HostileFile[]): readonly HostileFile[] => [
  ...files.filter(isPlaylist).filter((_file, index) => index % 4 === 0),
  ...files.filter(isCertain),
];

interface Sent {
  readonly file: HostileFile;
  readonly id: string;
}

describe('hostile files among many good ones', () => {
  let system: System;
  let client: RecordingsClient;
  let media: TestMedia;
  let bait: ActiveBait;
  let sent: readonly Sent[];
  const good: string[] = [];
  const ended = new Map<string, RecordingView>();

  beforeAll(async () => {
    [system, media] = await Promise.all([startSystem(), mediaTools().then((tools) => TestMedia.create(tools))]);
    client = new RecordingsClient(system.url, system.token);
    bait = await ActiveBait.lay(media.folder);
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
    await until(
      async () => {
        const items = await Promise.all(all.map((id) => client.get(id)));
        return items.every(({ previews }) => previews.state !== 'requested');
      },
      { timeout: 240_000, interval: 1_000, what: 'the end of all previews' },
    );
  }, 540_000);
  afterAll(async () => {
    await Promise.all([system.close(), bait.remove()]);
    await media.remove();
  }, 60_000);

  it('let every good file become ready, with its transcript', () => {
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

  it('fail at once and for good, each with its reason', async () => {
    expect(sent.length).toBeGreaterThan(35);
    for (const { file, id } of sent) {
      // Previews read the file too, and their failures are no failures of the item.
      const failures = (await client.events(id)).filter(({ type, step }) => type === 'StepFailed' && step !== PREVIEW);
      const errors = failures.map(({ detail }) => detail['error'] as { code: string; retryable: boolean });
      const skipped = ended.get(id)?.processing_stages.find(({ stage_type }) => stage_type === 'TRIM')?.skip_reason;
      const seen = errors[0] === undefined ? (skipped ? `skipped:${skipped}` : 'whole') : `refused:${errors[0].code}`;
      expect([file.name, file.ends.includes(seen) || seen]).toEqual([file.name, true]);
      expect([file.name, errors.filter(({ retryable }) => retryable).length, errors.length > 1]).toEqual([file.name, 0, false]);
      if (errors.length > 0) expect(ended.get(id)?.failed_reason).toMatch(/\.$/);
    }
  });

  it('show nothing from their tags', async () => {
    for (const { file, id } of sent.filter(({ file: { name } }) => name.startsWith('tags'))) {
      const shown = JSON.stringify([await client.get(id), await client.events(id)]);
      expect([file.name, /owned|gpj|silence_start|\\u001b|\\u0000/.exec(shown)]).toEqual([file.name, null]);
    }
  });

  it('reach neither the addresses nor the files that they name', async () => {
    expect(bait.touched).toEqual({ connections: 0, opened: false });
    await bait.take();
    expect(bait.touched).toEqual({ connections: 1, opened: true });
  });

  it('crash no worker, use up no memory and leave no tool running', async () => {
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
