import { PacketReader } from './packets.js';

describe('PacketReader', () => {
  it('reads times in the unit of their stream, and ignores other lines', () => {
    const reader = new PacketReader();
    for (const line of [
      '#software: Lavf59',
      '0, 1, 1, 1, 1, 0x0',
      '#tb 0: 1/12800',
      '#tb 1: 1/44100',
      '1,     176400,     176400,     1024,        4, 0x00930040',
      '0,      -1024,          0,      512,     4592, 0xf5910d39, S=1,        8, 0x0',
      '',
    ]) {
      reader.line(line);
    }
    expect(reader.packets).toEqual([
      { stream: 1, dts: 4, pts: 4 },
      { stream: 0, dts: -0.08, pts: 0 },
    ]);
  });

  it('tells several reads of a file apart by the numbers of their streams', () => {
    const reader = new PacketReader();
    for (const stream of [0, 1, 2, 3]) reader.line(`#tb ${stream}: 1/10`);
    for (const line of ['0, 0, 0, 1, 1, 0x0', '3, 50, 50, 1, 1, 0x0', '1, 1, 1, 1, 1, 0x0', '2, 60, 60, 1, 1, 0x0'])
      reader.line(line);
    expect(reader.split(2)).toEqual([
      [
        { stream: 0, dts: 0, pts: 0 },
        { stream: 1, dts: 0.1, pts: 0.1 },
      ],
      [
        { stream: 1, dts: 5, pts: 5 },
        { stream: 0, dts: 6, pts: 6 },
      ],
    ]);
  });

  it('stops at a number of packets that no recording reaches in so little time', () => {
    const reader = new PacketReader();
    reader.line('#tb 0: 1/25');
    const endless = (): void => {
      for (;;) reader.line('0, 0, 0, 0, 1, 0x0');
    };
    expect(endless).toThrow(expect.objectContaining({ kind: 'permanent', code: 'too-many-packets' }) as Error);
    expect(reader.packets.length).toBe(200_000);
  });
});
