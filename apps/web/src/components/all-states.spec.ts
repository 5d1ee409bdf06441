import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allStates } from './all-states.js';

describe('the page of components', () => {
  it('shows the component of every folder', () => {
    const entries = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(allStates).sort()).toEqual(folders.sort());
  });
});
