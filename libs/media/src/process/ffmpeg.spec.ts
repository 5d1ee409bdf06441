import { toFileAddress, parseProgress } from './ffmpeg.js';

describe('parseProgress', () => {
  it('reads seconds of output', () => {
    expect(parseProgress('out_time_us=5014560')).toBeCloseTo(5.01456);
  });

  it('reads the output of older builds, which is in microseconds despite its name', () => {
    expect(parseProgress('out_time_ms=5014560')).toBeCloseTo(5.01456);
  });

  it.each(['out_time_us=N/A', 'out_time_us=-23220', 'out_time=00:00:05.014560', 'progress=continue', ''])(
    'ignores %j',
    (line) => {
      expect(parseProgress(line)).toBeUndefined();
    },
  );
});

describe('toFileAddress', () => {
  it('returns nothing that could be an option or another protocol', () => {
    expect(toFileAddress('/data/-y.mp4')).toBe('file:/data/-y.mp4');
    expect(toFileAddress('http:evil.mp4')).toMatch(/^file:\/.*\/http:evil\.mp4$/);
  });
});
