import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../probe/probe.js';
import { ffmpegInput } from '../process/ffmpeg.js';
import { runTool } from '../process/run-tool.js';
import { beepsBetween, h264, TestMedia } from '../testing/test-media.js';
import { detectSilences } from './silence.js';
import { defaultTrimSettings, trim, type TrimResult } from './trim.js';

const tools = await mediaTools();
const FPS = 25;
/** Beeps from 5.5 to 16, and a flash with the second one. */
const flash = "color=c=black:s=160x120:r=25,drawbox=c=white:t=fill:enable='between(t,7.5,8)'";
/** Only one keyframe, at the beginning: a cut at a keyframe would keep all of the silence. */
const rare = [...h264, '-g', '1000', '-keyint_min', '1000', '-sc_threshold', '0'];

describe('trim, with exact cuts', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());

  const cut = async (
    name: string,
    picture: readonly string[],
    exact: boolean,
  ): Promise<Exclude<TrimResult, { mode: 'skipped' }>> => {
    const path = await media.make(name, { seconds: 20, sound: beepsBetween(5.5, 16), picture, pictureSource: flash });
    const folders = { outputFolder: media.path(`out ${name} ${String(exact)}`), scratchFolder: media.path(`scratch ${name}`) };
    const settings = { ...defaultTrimSettings, exact };
    const result = await trim({ path, media: await probe(tools, path), ...folders, settings }, { tools });
    if (result.mode === 'skipped') throw new Error('skipped');
    return result;
  };
  /** Returns times and brightness of the pictures that a player shows. Throws if anything cannot be decoded. */
  const playFile = async (path: string): Promise<{ readonly pictures: number; readonly light: number }> => {
    const lines: string[] = [];
    await runTool(
      tools.ffmpeg,
      ['-nostdin', '-v', 'info', '-xerror', ...ffmpegInput(path), '-vf', 'blackdetect=d=0.1,showinfo', '-f', 'null', '-'],
      { timeLimitMs: 60_000, onStderrLine: (line) => lines.push(line) },
    );
    expect(lines.filter((line) => /error|invalid|corrupt/i.test(line))).toEqual([]);
    const light = lines.map((line) => /black_end:([\d.]+)/.exec(line)?.[1]).find((text) => text !== undefined);
    return { pictures: lines.filter((line) => line.includes('pts_time:')).length, light: Number(light) };
  };

  it.each(testDepth.samples(['exact.mp4', 'exact.mov']))(
    'begins %s exactly with its sound, and plays from start to end',
    async (name) => {
      const result = await cut(name, rare, true);
      expect(result).toMatchObject({ mode: 'cut', exact: 'done' });
      expect(result.silenceLeft.start).toBeLessThan(0.01);
      expect(Math.abs(result.start - 5.5)).toBeLessThan(0.1);
      const video = result.video ?? '';
      const { pictures, light } = await playFile(video);
      expect(Math.abs(light - (7.5 - result.start))).toBeLessThan(0.1);
      expect(Math.abs(pictures - (result.end - result.start) * FPS)).toBeLessThan(5);
      for (const path of [video, result.audio]) {
        const { durationSeconds } = await probe(tools, path);
        expect(Math.abs(durationSeconds - (result.end - result.start))).toBeLessThan(0.25);
        const [first] = await detectSilences(tools, path, { thresholdDb: -20, minSeconds: 0.3 }, { durationSeconds });
        // The first beep begins at once, so the first pause comes after it.
        expect(first?.start).toBeGreaterThan(0);
        expect(first?.start).toBeLessThan(1);
      }
    },
  );

  it('reports the silence that a cut at a keyframe leaves', async () => {
    const result = await cut('keyframes.mp4', [...h264, '-g', '75', '-keyint_min', '75', '-sc_threshold', '0'], false);
    expect(result).toMatchObject({ mode: 'cut' });
    expect(result).not.toHaveProperty('exact');
    // A keyframe every three seconds: the one at 3 is 2.5 seconds before the sound.
    expect(Math.abs(result.silenceLeft.start - (5.5 - result.start))).toBeLessThan(0.1);
    expect(result.silenceLeft.start).toBeGreaterThan(1);
  });

  if (testDepth.isFull) {
    it('cuts other containers at a keyframe and reports that exact cuts are not available', async () => {
      const result = await cut('other.mkv', [...h264, '-g', '75', '-keyint_min', '75', '-sc_threshold', '0'], true);
      expect(result).toMatchObject({ mode: 'cut', exact: 'not-available' });
      expect(result.silenceLeft.start).toBeGreaterThan(1);
    });
  }
});
