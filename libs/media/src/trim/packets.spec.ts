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
