import { describeMediaTool, parseToolVersion } from './tool-version.js';

const now = new Date('2026-11-20T00:00:00Z');

describe('parseToolVersion and describeMediaTool', () => {
  it.each([
    [
      'ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc',
      '5.1.9-0+deb12u1',
      undefined,
    ],
    ['ffprobe version N-92715-gcf9b6b5 Copyright (c) 2007-2018 the FFmpeg developers', 'N-92715-gcf9b6b5', 'from 2018'],
    ['ffmpeg version 7.1', '7.1', undefined],
    ['something else', 'unknown', undefined],
    ['', 'unknown', undefined],
  ])('read the version from %j', (output, version, note) => {
    const found = parseToolVersion('ffmpeg', output, now);
    expect(found.version).toBe(version);
    expect(found.note?.slice(0, 9)).toBe(note);
  });

  it('report a missing tool, with an unknown version', async () => {
    expect(await describeMediaTool('ffmpeg', { path: '/nowhere/ffmpeg', env: {} })).toMatchObject({
      version: 'unknown',
      note: expect.stringContaining('cannot be run') as string,
    });
  });
});
