import { copyFile, open, readFile, symlink, truncate } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { AbortError, PermanentMediaError } from '../errors.js';
import { beepsBetween, h264, TestMedia } from '../testing/test-media.js';
import { probe } from './probe.js';

const tools = await mediaTools();
let media: TestMedia;
beforeAll(async () => {
  media = await TestMedia.create(tools);
});
afterAll(async () => {
  await media.remove();
});

const seconds = 3;
const sound = beepsBetween(0, seconds);
const talk = async (name: string, ...options: string[]): Promise<string> =>
  await media.make(name, { seconds, sound, picture: h264, audioOptions: options });

let shared: Promise<string> | undefined;
/** Copies a recording that is made once. */
async function copyTalk(name: string): Promise<string> {
  const path = media.path(name);
  await copyFile(await (shared ??= talk('shared.mp4')), path);
  return path;
}

async function refusal(path: string): Promise<string> {
  const error: unknown = await probe(tools, path).catch((reason: unknown) => reason);
  if (!(error instanceof PermanentMediaError)) throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
  expect(error.kind).toBe('permanent');
  expect(error.message).not.toContain(path);
  return error.code;
}

async function cutTo(path: string, share: number): Promise<string> {
  const bytes = await readFile(path);
  await truncate(path, Math.floor(bytes.length * share));
  return path;
}

describe('probe, for a recording', () => {
  it('describes picture and sound', async () => {
    expect(await probe(tools, await copyTalk('talk.mp4'))).toMatchObject({
      container: 'mp4',
      video: { codec: 'h264', width: 160, height: 120, fps: 25 },
      audio: { codec: 'aac', sampleRate: 44_100, channels: 1 },
    });
  });

  it.each(testDepth.samples(['talk.mov', 'talk.mkv', 'talk.flv', 'talk.avi', 'talk.ts']))('opens the video %s', async (name) => {
    const info = await probe(tools, await talk(name));
    expect(info.durationSeconds).toBeCloseTo(seconds, 0);
    expect(info.video?.codec).toBe('h264');
  });

  it.each(testDepth.samples(['sound.mp3', 'sound.wav', 'sound.flac', 'sound.ogg', 'sound.m4a']))(
    'opens the sound file %s',
    async (name) => {
      const info = await probe(tools, await media.make(name, { seconds, sound }));
      expect(info.durationSeconds).toBeCloseTo(seconds, 0);
      expect(info.video).toBeUndefined();
      expect(info.audio).toBeDefined();
    },
  );

  it('opens a picture without sound', async () => {
    const info = await probe(tools, await media.make('mute.mp4', { seconds: 2, picture: h264 }));
    expect(info.audio).toBeUndefined();
    expect(info.video).toBeDefined();
  });

  it('opens names that look like options, protocols or patterns', async () => {
    const path = await copyTalk('plain.mp4');
    for (const name of ['-y.mp4', 'http:evil.mp4', 'frame%03d.mp4', "it's [a] talk; 🎬.mp4"]) {
      await symlink(path, media.path(name));
      expect((await probe(tools, media.path(name))).container).toBe('mp4');
    }
  });

  it('measures a live recording that declares no length', async () => {
    const path = await talk('live.webm', '-c:v', 'libvpx', '-deadline', 'realtime', '-live', '1', '-f', 'webm');
    expect((await probe(tools, path)).durationSeconds).toBeCloseTo(seconds, 0);
  });

  it.each(testDepth.samples(['vbr.aac', 'vbr.mp3']))('measures %s, whose first frames suggest another length', async (name) => {
    const quietThenLoud = 'aevalsrc=if(lt(t\\,5)\\,0\\,random(0)*0.8):d=15:s=44100';
    const path = await media.make(name, { seconds: 15, sound: quietThenLoud, audioOptions: ['-q:a', '2', '-write_xing', '0'] });
    const info = await probe(tools, path);
    expect(info.durationSeconds).toBeCloseTo(15, 0);
    expect(info.statedSeconds).toBeUndefined();
  });

  it.each(testDepth.samples(['captions.mkv', 'captions.mp4']))(
    'tells the length of picture and sound of %s from that of longer subtitles',
    async (name) => {
      const captions = await media.write('captions.srt', '1\n00:00:01,000 --> 00:01:00,000\nWords\n');
      const codec = name.endsWith('mkv') ? 'srt' : 'mov_text';
      const inputs = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:d=4', '-i', captions];
      const { durationSeconds, statedSeconds } = await probe(tools, await media.ffmpeg(...inputs, '-c:s', codec, name));
      expect([Math.round(durationSeconds), Math.round(statedSeconds ?? 0)]).toEqual([60, 4]);
    },
  );

  it('stops when aborted', async () => {
    await expect(probe(tools, await copyTalk('abort.mp4'), AbortSignal.abort())).rejects.toBeInstanceOf(AbortError);
  });
});

describe('probe, for other files', () => {
  it('rejects an empty file', async () => {
    expect(await refusal(await media.write('empty.mp4', ''))).toBe('empty-file');
  });

  it('rejects text, whatever its name', async () => {
    expect(await refusal(await media.write('notes.mp4', 'these are only notes\n'.repeat(500)))).toBe('not-media');
  });

  it('rejects random bytes', async () => {
    const noise = randomBytes(400_000);
    // Two random bytes may be the signature of another format.
    noise[0] = 0xa7;
    expect(await refusal(await media.write('noise.mp4', noise))).toBe('not-media');
  });

  it('rejects zeros', async () => {
    expect(await refusal(await media.write('zeros.mp4', Buffer.alloc(400_000)))).toBe('not-media');
  });

  it('rejects playlists without opening the files that they name', async () => {
    const secret = await copyTalk('secret.mp4');
    expect(await refusal(await media.write('list.m3u8', `#EXTM3U\n#EXTINF:6,\n${secret}\n#EXT-X-ENDLIST\n`))).toBe('playlist');
    expect(await refusal(await media.write('list.ffconcat', `ffconcat version 1.0\nfile '${secret}'\n`))).toBe('playlist');
  });

  it('rejects a playlist whose first bytes hide its type', async () => {
    const secret = await copyTalk('secret2.mp4');
    const path = await media.write('hidden.mp4', `\u0001\n#EXTM3U\n#EXTINF:6,\n${secret}\n`);
    expect(await refusal(path)).toBe('not-media');
  });

  it('rejects a picture', async () => {
    expect(await refusal(await media.ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=64x64', '-frames:v', '1', 'still.png'))).toBe(
      'image',
    );
    expect(await refusal(await media.ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=64x64', '-frames:v', '1', 'still.jpg'))).toBe(
      'image',
    );
  });

  it('rejects an MP4 whose index was never written', async () => {
    expect(await refusal(await cutTo(await copyTalk('no-index.mp4'), 0.6))).toBe('truncated');
  });

  it('rejects an MP4 with its index in front and its end missing, which the demuxer would open silently', async () => {
    expect(await refusal(await cutTo(await talk('cut.mp4', '-movflags', '+faststart'), 0.6))).toBe('truncated');
  });

  it.each(testDepth.samples(['cut.mkv', 'cut.wav', 'cut.avi']))('rejects the truncated file %s', async (name) => {
    const path = name.endsWith('wav') ? await media.make(name, { seconds, sound }) : await talk(name);
    expect(await refusal(await cutTo(path, 0.6))).toBe('truncated');
  });

  it('rejects a recording whose content was overwritten', async () => {
    const path = await media.make('broken.mp3', { seconds, sound });
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(randomBytes(size - 64), 0, size - 64, 64);
    await file.close();
    expect(['not-media', 'undecodable', 'no-streams']).toContain(await refusal(path));
  });

  it('rejects subtitles', async () => {
    expect(await refusal(await media.write('talk.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello\n'))).toBe('not-media');
  });
});
