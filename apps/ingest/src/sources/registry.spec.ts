import { readdirSync } from 'node:fs';
import { sourceOf, sourceTypes } from './registry.js';

describe('the registry of sources', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(Object.keys(sourceTypes({ simulation: true })).sort()).toEqual(folders.sort());
  });

  it('refuses a kind that it does not have for good, naming those that there are', () => {
    expect(() => sourceOf('zoom', sourceTypes({ simulation: true }))).toThrow(
      expect.objectContaining({
        kind: 'permanent',
        code: 'source-unknown',
        message: expect.stringContaining('upload, url, simulated') as string,
      }) as Error,
    );
    expect(() => sourceOf('constructor', sourceTypes({ simulation: true }))).toThrow(
      expect.objectContaining({ code: 'source-unknown' }) as Error,
    );
  });

  it('has no simulated source unless simulation is switched on, and says how that is done', () => {
    expect(() => sourceOf('simulated', sourceTypes({ simulation: false }))).toThrow(
      expect.objectContaining({
        kind: 'permanent',
        code: 'simulation-off',
        message: expect.stringContaining('TL_SIMULATION=on') as string,
      }) as Error,
    );
  });
});
