import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Buckets } from '@throughline/bucket';
import { destinationTypes } from './registry.js';

const buckets = new Buckets({});

describe('the registry of destinations', () => {
  it('has one line for each folder', async () => {
    const entries = await readdir(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(destinationTypes({ folders: {}, buckets, simulationDir: '/simulation' })).sort()).toEqual(folders.sort());
  });

  it('has no simulated one where simulation is off', () => {
    expect(Object.keys(destinationTypes({ folders: {}, buckets, simulationDir: undefined }))).toEqual(['folder', 's3']);
  });
});
