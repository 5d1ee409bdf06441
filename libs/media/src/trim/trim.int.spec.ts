import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { AbortError, ToolError } from '../errors.js';
import { probe } from '../probe/probe.js';
import { ffmpegInput } from '../process/ffmpeg.js';
import { runTool } from '../process/run-tool.js';
import { beepsBetween, h264, silence, TestMedia } from '../testing/test-media.js';
import { detectSilences } from './silence.js';
import { trim, type TrimContext, type TrimInput, type TrimResult } from './trim.js';

const tools = await mediaTools();
const asset = (name: string): string => fileURLToPath(new URL(`../../../../assets/${name}`, import.meta.url));

interface SampleTruth {
  readonly duration_seconds: number;
  readonly silence: { readonly head_seconds: number; readonly tail_seconds: number };
}

let media: TestMedia;
let count = 0;
beforeAll(async () => {
  media = await TestMedia.create(tools);
});
afterAll(async () => {
  await media.remove();
});

async function task(path: string): Promise<TrimInput> {
  count += 1;
  const [outputFolder, scratchFolder] = [media.path(`out ${count}`), media.path(`scratch ${count}`)];
  return { path, media: await probe(tools, path), outputFolder, scratchFolder };
}

async function run(
  path: string,
  context: Partial<TrimContext> = {},
): Promise<{ result: TrimResult; left: string[]; made: string[] }> {
  const input = await task(path);
  const result = await trim(input, { tools, ...context });
  return { result, left: await media.files(`scratch ${count}`), made: await media.files(`out ${count}`) };
}

type Cut = Extract<TrimResult, { mode: 'cut' }>;
function cutOf({ result }: { result: TrimResult }): Cut {
  if (result.mode !== 'cut') throw new Error(`expected a cut, got ${JSON.stringify(result)}`);
  return result;
}

/** Returns the time of the first beep: louder than -20 dB, unlike the tone between the beeps. */
async function firstBeep(path: string): Promise<number> {
  const { durationSeconds } = await probe(tools, path);
  const quiet = await detectSilences(tools, path, { thresholdDb: -20, minSeconds: 0.3 }, { durationSeconds });
  return quiet[0]?.end ?? Number.NaN;
}

async function firstLight(path: string): Promise<number> {
  const found: number[] = [];
  await runTool(
    tools.ffmpeg,
    ['-nostdin', '-v', 'info', ...ffmpegInput(path), '-vf', 'blackdetect=d=0.1', '-an', '-f', 'null', '-'],
    {
      timeLimitMs: 60_000,
      onStderrLine: (line) =>
        found.push(...[/black_end:([\d.]+)/.exec(line)?.[1]].flatMap((text) => (text === undefined ? [] : [Number(text)]))),
    },
  );
  return found[0] ?? Number.NaN;
}

const flash = "color=c=black:s=160x120:r=25,drawbox=c=white:t=fill:enable='between(t,7.5,8)'";
const talk = async (name: string, picture = h264, pictureSource = flash): Promise<string> =>
  await media.make(name, { seconds: 20, sound: beepsBetween(5.5, 16), picture, pictureSource });
/** Made once: `trim` never changes its input. */
let sharedTalk: Promise<string> | undefined;
const talkOnce = (): Promise<string> => (sharedTalk ??= talk('talk.mp4'));

async function trimTalk(): Promise<Awaited<ReturnType<typeof run>> & { seen: number[]; before: Buffer; path: string }> {
  const path = await talkOnce();
  const before = await readFile(path);
  const seen: number[] = [];
  return { ...(await run(path, { onProgress: (fraction) => seen.push(fraction) })), seen, before, path };
}
/** Trimmed once: several tests look at the same outcome. */
let sharedOutcome: ReturnType<typeof trimTalk> | undefined;
const trimTalkOnce = (): ReturnType<typeof trimTalk> => (sharedOutcome ??= trimTalk());
/** Like screen recordings: few pictures, stored far out of order. */
const slow = "color=c=black:s=160x120:r=5,drawbox=c=white:t=fill:enable='between(t,7.5,8.5)'";
const slowH264 = [...h264.slice(0, -4), '-g', '10', '-sc_threshold', '0'];
const vp8 = ['-c:v', 'libvpx', '-g', '100', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'];

describe('trim, for picture and sound', () => {
  const formats: readonly [string, readonly string[]][] = [
    ['talk.mp4', h264],
    ['talk.mov', h264],
    ['talk.mkv', h264],
    ['talk.webm', vp8],
    // Like recordings of browsers: no length, no index.
    ['live.webm', [...vp8, '-live', '1']],
  ];
  it.each(testDepth.samples(formats))(
    'keeps picture and sound of %s in step, in the video and in the sound file',
    async (name, picture) => {
      const cut = cutOf(name === 'talk.mp4' ? await trimTalkOnce() : await run(await talk(name, picture)));
      const video = cut.video ?? '';
      // The flash comes with the second beep; in each cut file both are `start` seconds earlier.
      expect(Math.abs((await firstLight(video)) - (7.5 - cut.start))).toBeLessThan(0.1);
      expect(Math.abs((await firstBeep(video)) - (5.5 - cut.start))).toBeLessThan(0.1);
      expect(Math.abs((await firstBeep(cut.audio)) - (5.5 - cut.start))).toBeLessThan(0.1);
      expect(cut.start).toBeLessThanOrEqual(5.5);
      expect(cut.start).toBeGreaterThanOrEqual(0);
      expect(cut.end).toBeCloseTo(16, 0);
    },
  );

  it('returns files of equal length, up to a packet and the order of storage, without encoding', async () => {
    const outcome = await trimTalkOnce();
    const cut = cutOf(outcome);
    const [video, audio] = [await probe(tools, cut.video ?? ''), await probe(tools, cut.audio)];
    expect(Math.abs(video.durationSeconds - audio.durationSeconds)).toBeLessThan(0.18);
    expect(Math.abs(cut.end - cut.start - audio.durationSeconds)).toBeLessThan(0.18);
    expect(video.video).toMatchObject({ codec: 'h264', width: 160 });
    expect(audio.audio).toMatchObject({ codec: 'mp3', sampleRate: 16_000, channels: 1 });
    expect(outcome.made).toEqual(['audio.mp3', 'video.mp4']);
    expect(outcome.left).toEqual([]);
  });

  it('uses the configured threshold', async () => {
    const hum = `aevalsrc='if(between(t,2,5),0.5,0.02)*sin(2*PI*300*t)':s=44100`;
    const path = await media.make('hum.mp4', {
      seconds: 7,
      sound: hum,
      picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25'],
    });
    expect((await run(path)).result).toMatchObject({ mode: 'whole', reason: 'sound-throughout' });
    const settings = { silenceThresholdDb: -30, minSilenceSeconds: 0.5, minEdgeSeconds: 1 };
    const cut = await trim({ ...(await task(path)), settings }, { tools });
    expect(cut.mode).toBe('cut');
  });

  if (testDepth.isFull) {
    it.each(['short-talk', 'sample-talk'])('cuts the silence of the bundled %s', async (name) => {
      const truth = JSON.parse(await readFile(asset(`${name}.json`), 'utf8')) as SampleTruth;
      const cut = cutOf(await run(asset(`${name}.mp4`)));
      const { head_seconds: head, tail_seconds: tail } = truth.silence;
      expect(cut.start).toBeLessThanOrEqual(head + 0.3);
      expect(cut.start + (truth.duration_seconds - cut.end)).toBeGreaterThan(1);
      expect(Math.abs(cut.end - (truth.duration_seconds - tail))).toBeLessThan(1.5);
    });

    it('keeps one time line for sound that starts after the picture', async () => {
      const path = await media.ffmpeg(
        ...[
          '-f',
          'lavfi',
          '-i',
          flash,
          '-itsoffset',
          '3',
          '-f',
          'lavfi',
          '-i',
          beepsBetween(2.5, 13),
          '-t',
          '20',
          ...h264,
          'late.mp4',
        ],
      );
      const cut = cutOf(await run(path));
      expect(Math.abs((await firstBeep(cut.audio)) - (5.5 - cut.start))).toBeLessThan(0.1);
      expect(Math.abs((await firstLight(cut.video ?? '')) - (7.5 - cut.start))).toBeLessThan(0.1);
    });

    it('keeps a recording of few pictures in step too', async () => {
      const cut = cutOf(await run(await talk('slow.mp4', slowH264, slow)));
      // The picture can only change every 0.2 seconds.
      expect(Math.abs((await firstLight(cut.video ?? '')) - (7.6 - cut.start))).toBeLessThan(0.2);
      expect(Math.abs((await firstBeep(cut.video ?? '')) - (5.5 - cut.start))).toBeLessThan(0.1);
      expect(Math.abs((await firstBeep(cut.audio)) - (5.5 - cut.start))).toBeLessThan(0.1);
      expect(cut.start).toBeGreaterThan(2);
    });

    it('cuts the end alone', async () => {
      const path = await media.make('tail.mp4', { seconds: 12, sound: beepsBetween(0, 8), picture: h264 });
      const cut = cutOf(await run(path));
      expect(cut.start).toBe(0);
      expect(cut.end).toBeCloseTo(8, 0);
      expect((await probe(tools, cut.video ?? '')).durationSeconds).toBeCloseTo(8, 0);
    });
  }
});

describe('trim, with nothing to cut', () => {
  it('references the original and moves the sound file if sound runs from start to end', async () => {
    const path = await media.make('full.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
    const { result, made, left } = await run(path);
    expect(result).toMatchObject({ mode: 'whole', reason: 'sound-throughout', start: 0 });
    expect(result).not.toHaveProperty('video');
    expect(made).toEqual(['audio.mp3']);
    expect(left).toEqual([]);
  });

  it('reports a container that cannot be cut reliably', async () => {
    const path = await media.make('talk.avi', { seconds: 6, sound: beepsBetween(2, 4), picture: h264 });
    expect((await run(path)).result).toMatchObject({ mode: 'whole', reason: 'container-not-cuttable' });
  });

  it('reports that no keyframe allows a cut', async () => {
    const one = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1000', '-sc_threshold', '0'];
    const path = await media.make('one-key.mp4', { seconds: 4, sound: beepsBetween(2, 4), picture: one });
    expect((await run(path)).result).toMatchObject({ mode: 'whole', reason: 'no-earlier-keyframe' });
  });

  it('skips a recording without sound', async () => {
    const { result, made } = await run(await media.make('mute.mp4', { seconds: 1, picture: h264 }));
    expect(result).toEqual({ mode: 'skipped', reason: 'no_audio' });
    expect(made).toEqual([]);
  });

  it('skips silence', async () => {
    const { result, made, left } = await run(await media.make('quiet.mp4', { seconds: 2, sound: silence, picture: h264 }));
    expect(result).toEqual({ mode: 'skipped', reason: 'all_silence' });
    expect([...made, ...left]).toEqual([]);
  });
});

describe('trim, for sound alone', () => {
  it.each(testDepth.samples(['talk.mp3', 'talk.wav']))('cuts %s exactly', async (name) => {
    const path = await media.make(name, { seconds: 9, sound: beepsBetween(3.5, 7) });
    const outcome = await run(path);
    const cut = cutOf(outcome);
    expect(cut.start).toBeCloseTo(3.5, 1);
    expect(await firstBeep(cut.audio)).toBeLessThan(2.1);
    expect(cut.durationSeconds).toBeCloseTo(3.5, 0);
    expect(outcome.made).toEqual(['audio.mp3']);
  });
});

describe('trim, when it does not finish', () => {
  it('reports progress that never decreases, up to 1, and does not touch the original', async () => {
    const { path, before, seen } = await trimTalkOnce();
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await readFile(path)).toEqual(before);
  });

  it('leaves no file when aborted at any time', async () => {
    const path = await talkOnce();
    for (const at of testDepth.isFull ? [0, 0.3, 0.72, 0.9] : [0, 0.72]) {
      const controller = new AbortController();
      if (at === 0) controller.abort();
      const onProgress = (fraction: number): void => {
        if (fraction >= at) controller.abort();
      };
      await expect(run(path, { signal: controller.signal, onProgress })).rejects.toBeInstanceOf(AbortError);
      expect([...(await media.files(`scratch ${count}`)), ...(await media.files(`out ${count}`))]).toEqual([]);
    }
  });

  it('leaves no file when a tool fails', async () => {
    const input = await task(await talkOnce());
    const broken = { ...tools, ffmpeg: { path: '/bin/false', env: {} } };
    await expect(trim(input, { tools: broken })).rejects.toBeInstanceOf(ToolError);
    expect(await media.files(`scratch ${count}`)).toEqual([]);
  });
});
