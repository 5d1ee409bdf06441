import { createRandom } from '#src/testing/hostile/broken-file.js';
import { detectContainer, parseProbeOutput } from '#src/probe/ffprobe-output.js';

const honest = {
  format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', probe_score: 100, duration: '12.5', tags: { major_brand: 'isom' } },
  streams: [
    {
      index: 0,
      codec_type: 'video',
      codec_name: 'h264',
      width: 640,
      height: 360,
      avg_frame_rate: '25/1',
      duration: '12',
      nb_read_frames: '50',
      disposition: { attached_pic: 0 },
    },
    { index: 1, codec_type: 'audio', codec_name: 'aac', sample_rate: '44100', channels: 2, duration: '12', nb_read_frames: '80' },
  ],
};

const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  -0,
  1e308,
  -1e308,
  2 ** 53,
  4_294_967_296,
  '',
  ' ',
  'N/A',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '0x10',
  '-1',
  '1/0',
  '0/0',
  '1/1/1',
  '9'.repeat(400),
  'x'.repeat(100_000),
  '\u0000',
  '\ud800',
  '\u001b[2J',
  '-i',
  '../../x',
  'a b',
  [],
  [[]],
  {},
  { a: 1 },
  [null],
  'constructor',
  '__proto__',
];

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Replaces some of the values, at any depth, by values of any type. */
function mutate(value: unknown, next: () => number, chance: number): unknown {
  if (next() < chance) return odd[Math.floor(next() * odd.length)];
  if (Array.isArray(value)) return value.map((inner) => mutate(inner, next, chance));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutate(inner, next, chance)]));
}

const isCount = (value: string | number): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0x7fff_ffff;
const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;
const isName = (value: string): boolean => /^[\w.,-]{1,100}$/.test(value);

/** Only these values become arguments, facts of an event, or columns. */
const rules: Readonly<Record<string, (value: string | number) => boolean>> = {
  name: (value) => isName(String(value)),
  codec: (value) => isName(String(value)),
  pixelFormat: (value) => isName(String(value)),
  majorBrand: (value) => typeof value === 'string',
  fps: (value) => isPositive(Number(value)),
  score: (value) => Number.isFinite(value),
  durationSeconds: (value) => Number.isFinite(value),
  taggedSeconds: (value) => Number.isFinite(value) && Number(value) >= 0,
  longestSeconds: (value) => Number.isFinite(value) && Number(value) >= 0,
  decodedFrames: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

/** Returns the paths of values that break their rule. */
function faults(value: object, path = ''): readonly string[] {
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    if (isFields(inner)) return faults(inner, `${path}${key}.`);
    const rule = rules[key] ?? isCount;
    return (typeof inner === 'string' || typeof inner === 'number') && rule(inner) ? [] : [`${path}${key}`];
  });
}

describe('parseProbeOutput, for values of any type at any place', () => {
  it('returns usable values or `undefined`, and never throws', () => {
    const next = createRandom(20_26);
    const seen = { read: 0, nothing: 0 };
    for (let round = 0; round < 5_000; round += 1) {
      const json = JSON.stringify(mutate(honest, next, 0.15));
      const output = parseProbeOutput(json);
      if (output === undefined) seen.nothing += 1;
      else {
        seen.read += 1;
        expect([json.slice(0, 2_000), faults(output)]).toEqual([json.slice(0, 2_000), []]);
        expect(detectContainer(output.format, ['h264'])).toMatch(/^\w+$/);
      }
    }
    expect(seen.read).toBeGreaterThan(1_000);
    expect(seen.nothing).toBeGreaterThan(100);
  });

  it('returns `undefined` for truncated and for endlessly nested output', () => {
    const json = JSON.stringify(honest);
    for (let at = 0; at < json.length; at += 1) expect(parseProbeOutput(json.slice(0, at))).toBeUndefined();
    expect(parseProbeOutput('['.repeat(1_000_000))).toBeUndefined();
    expect(parseProbeOutput(`{"format":${'{"a":'.repeat(200_000)}`)).toBeUndefined();
  });

  it('drops numbers that no recording has', () => {
    const [video, audio] = honest.streams;
    const sounds = [2_147_483_647, '4294967295', -44_100, 0.5].map((sample_rate) => ({ ...audio, sample_rate }));
    const pictures = [-640, 1e12, '640.5'].map((width) => ({ ...video, width }));
    for (const stream of [...sounds, ...pictures, { ...audio, channels: 65_535 }]) {
      expect(parseProbeOutput(JSON.stringify({ ...honest, streams: [stream] }))).toMatchObject({
        video: undefined,
        audio: undefined,
      });
    }
  });
});
