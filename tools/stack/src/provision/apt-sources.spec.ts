import { distributionSources, formatAptSource, otherSuite, parseDeb822, parseOneLine } from './apt-sources.js';

const deb822 = `Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb-src
URIs: http://mirror.example/debian
Suites: bookworm
Components: main

Enabled: no
Types: deb
URIs: http://mirror.example/off
Suites: bookworm
Components: main
`;

describe("reading apt's sources", () => {
  it('reads the enabled binary sources of a deb822 file, one for each suite', () => {
    expect(parseDeb822(deb822)).toEqual(
      ['bookworm', 'bookworm-updates'].map((suite) => ({
        uri: 'http://mirror.example/debian',
        suite,
        components: ['main'],
        signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
      })),
    );
  });

  it('does not treat an inline key as a path', () => {
    const inline =
      'Types: deb\nURIs: http://m\nSuites: noble\nComponents: main universe\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n';
    expect(parseDeb822(inline)).toEqual([{ uri: 'http://m', suite: 'noble', components: ['main', 'universe'] }]);
  });

  it('reads lines with and without options, and skips comments', () => {
    const lines = [
      '# deb http://m/off bookworm main',
      'deb [arch=amd64 signed-by=/k.gpg] http://m/debian bookworm main contrib # why',
      'deb http://m/security bookworm-security main',
      'deb-src http://m/debian bookworm main',
    ];
    expect(parseOneLine(lines.join('\n'))).toEqual([
      { uri: 'http://m/debian', suite: 'bookworm', components: ['main', 'contrib'], signedBy: '/k.gpg' },
      { uri: 'http://m/security', suite: 'bookworm-security', components: ['main'] },
    ]);
  });

  it("selects only the distribution's own archive", () => {
    const sources = parseOneLine(
      'deb http://m/debian bookworm main\ndeb http://third.example nodistro main\ndeb http://m bookworm-updates main',
    );
    expect(distributionSources(sources, 'bookworm').map(({ suite }) => suite)).toEqual(['bookworm', 'bookworm-updates']);
  });

  it('changes the suite but keeps archive and key', () => {
    const sources = parseOneLine('deb [signed-by=/k.gpg] http://m/debian bookworm main contrib');
    const source = otherSuite(sources, 'bookworm', 'sid');
    expect(source && formatAptSource(source)).toBe('deb [signed-by=/k.gpg] http://m/debian sid main');
    expect(otherSuite(sources, 'trixie', 'sid')).toBeUndefined();
  });
});
