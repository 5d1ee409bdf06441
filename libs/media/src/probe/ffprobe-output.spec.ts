import { detectContainer, parseProbeOutput } from './ffprobe-output.js';

const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', probe_score: 100, duration: '12.5', tags: { major_brand: 'isom' } };
const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  pix_fmt: 'yuv420p',
  width: 640,
  height: 360,
  avg_frame_rate: '30000/1001',
  nb_read_frames: '50',
};
const audio = { index: 1, codec_type: 'audio', codec_name: 'aac', sample_rate: '44100', channels: 2, nb_read_frames: '80' };
const parse = (value: unknown): ReturnType<typeof parseProbeOutput> => parseProbeOutput(JSON.stringify(value));

describe('parseProbeOutput', () => {
  it('reads format, picture and sound', () => {
    expect(parse({ format, streams: [video, audio] })).toEqual({
      format: { name: 'mov,mp4,m4a,3gp,3g2,mj2', score: 100, durationSeconds: 12.5, majorBrand: 'isom' },
      video: { index: 0, codec: 'h264', width: 640, height: 360, fps: 29.97, pixelFormat: 'yuv420p' },
      audio: { index: 1, codec: 'aac', sampleRate: 44_100, channels: 2 },
      decodedFrames: 130,
      streams: 2,
      longestSeconds: 0,
      taggedSeconds: 0,
    });
  });

  it('reads the length of a track that only a tag has, apart from the declared one', () => {
    const tagged = { ...video, tags: { DURATION: '00:01:02.500000000' } };
    expect(parse({ format, streams: [tagged, audio] })).toMatchObject({ longestSeconds: 0, taggedSeconds: 62.5 });
    expect(parse({ format, streams: [{ ...tagged, duration: '70.5' }] })).toMatchObject({
      longestSeconds: 70.5,
      taggedSeconds: 70.5,
    });
    expect(parse({ format, streams: [{ ...video, tags: { DURATION: 'soon' } }] })).toMatchObject({ taggedSeconds: 0 });
  });

  it('does not mistake a cover picture for a video', () => {
    expect(parse({ format, streams: [{ ...video, disposition: { attached_pic: 1 } }, audio] })?.video).toBeUndefined();
  });

  it('omits values that the file does not declare', () => {
    const output = parse({ format: { ...format, duration: 'N/A' }, streams: [{ ...video, avg_frame_rate: '0/0' }] });
    expect(output?.format.durationSeconds).toBeUndefined();
    expect(output?.video?.fps).toBeUndefined();
    expect(output?.audio).toBeUndefined();
  });

  it('ignores streams that cannot be played', () => {
    expect(parse({ format, streams: [{ ...audio, channels: 0 }, { codec_type: 'data' }, null] })).toMatchObject({
      decodedFrames: 0,
    });
  });

  it.each(['', '{', '[]', '{}', '{"format":[]}'])('returns `undefined` for %j', (json) => {
    expect(parseProbeOutput(json)).toBeUndefined();
  });
});

describe('detectContainer', () => {
  const containerOf = (name: string, majorBrand = ''): Parameters<typeof detectContainer>[0] => ({
    name,
    majorBrand,
    score: 100,
    durationSeconds: 1,
  });

  it('distinguishes QuickTime from MP4 by the brand, because only QuickTime accepts PCM sound', () => {
    expect(detectContainer(containerOf('mov,mp4,m4a,3gp,3g2,mj2', 'qt  '), [])).toBe('mov');
    expect(detectContainer(containerOf('mov,mp4,m4a,3gp,3g2,mj2', 'isom'), [])).toBe('mp4');
  });

  it('distinguishes WebM from Matroska by the codecs', () => {
    expect(detectContainer(containerOf('matroska,webm'), ['vp9', 'opus'])).toBe('webm');
    expect(detectContainer(containerOf('matroska,webm'), ['h264', 'opus'])).toBe('matroska');
  });

  it('calls all other formats "other"', () => {
    expect(detectContainer(containerOf('avi'), ['h264'])).toBe('other');
  });
});
