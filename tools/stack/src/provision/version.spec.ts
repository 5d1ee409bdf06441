import fc from 'fast-check';
import { compareVersions, formatVersion, parseVersion } from './version.js';

describe('parseVersion', () => {
  it.each([
    ['nats-server: v2.10.27', '2.10.27'],
    ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', '15.18.0'],
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers', '5.1.9'],
  ])('finds the version in "%s"', (words, version) => {
    const found = parseVersion(words);
    expect(found && formatVersion(found)).toBe(version);
  });

  it('returns undefined for a text without a version', () => {
    expect(parseVersion('N-47683-g0e8eb07980-static')).toBeUndefined();
  });

  it('compares numbers instead of text: 2.10 is newer than 2.9', () => {
    expect(compareVersions([2, 10, 0], [2, 9, 10])).toBeGreaterThan(0);
    const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
    fc.assert(
      fc.property(
        version,
        version,
        (a, b) => Math.sign(compareVersions(a, b)) === -Math.sign(compareVersions(b, a)) || compareVersions(a, b) === 0,
      ),
    );
  });
});
