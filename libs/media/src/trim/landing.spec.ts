import { FirstPackets } from './landing.js';

function landing(lines: readonly string[]): ReturnType<FirstPackets['landing']> {
  const packets = new FirstPackets();
  for (const line of lines) packets.line(line);
  return packets.landing();
}

const header = ['#software: Lavf59', '#tb 0: 1/12800', '#media_type 0: video', '#tb 1: 1/44100'];

describe('FirstPackets', () => {
  it('begins a cut with the earliest first packet and knows the keyframe', () => {
    const lines = [
      ...header,
      '1,     172032,     172032,     1024,        4, 0x00930040',
      '0,      50176,      51200,      512,     4592, 0xf5910d39, S=1',
      '1,     173056,     173056,     1024,        4, 0x00930040',
      '0,      50688,      52224,      512,      100, 0xf5910d39',
    ];
    expect(landing(lines)).toEqual({ zero: 172_032 / 44_100, keyframe: 4 });
  });

  it('says nothing when picture or sound did not come', () => {
    expect(landing([...header, '1, 172032, 172032, 1024, 4, 0x0'])).toBeUndefined();
    expect(landing([...header, '0, 50176, 51200, 512, 4592, 0x0'])).toBeUndefined();
    expect(landing([])).toBeUndefined();
  });

  it('does not begin before the recording', () => {
    expect(landing([...header, '0, -1024, 0, 512, 10, 0x0', '1, 0, 0, 1024, 4, 0x0'])).toEqual({ zero: 0, keyframe: 0 });
  });
});
