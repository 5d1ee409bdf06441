import { readdirSync } from 'node:fs';
import { AllowList } from '@throughline/outgoing';
import { findSourceType, listedSources, sourceTypes } from './registry.js';

describe('the registry of sources', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    const lines = [
      ...Object.keys(sourceTypes({ simulation: true })),
      ...Object.keys(
        listedSources({
          folders: {},
          s3: {},
          sftp: {},
          webdav: {},
          mailboxes: { connections: {}, allowed: AllowList.nothing },
          allowed: AllowList.nothing,
          maxBytes: 1,
        }),
      ),
    ];
    // A type whose items are fetched by their runs has a line in both.
    expect([...new Set(lines)].sort()).toEqual(folders.sort());
  });

  it('rejects an unknown kind permanently, and names the known ones', () => {
    expect(() => findSourceType('telegraph', sourceTypes({ simulation: true }))).toThrow(
      expect.objectContaining({
        kind: 'permanent',
        code: 'source-unknown',
        message: expect.stringContaining('upload, folder, pages, url, zoom, simulated') as string,
      }) as Error,
    );
    expect(() => findSourceType('constructor', sourceTypes({ simulation: true }))).toThrow(
      expect.objectContaining({ code: 'source-unknown' }) as Error,
    );
  });

  it('has no simulated source unless simulation is on, and names the setting', () => {
    expect(() => findSourceType('simulated', sourceTypes({ simulation: false }))).toThrow(
      expect.objectContaining({
        kind: 'permanent',
        code: 'simulation-off',
        message: expect.stringContaining('TL_SIMULATION=on') as string,
      }) as Error,
    );
  });
});
