import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allStates } from './all-states.js';

/** The sources, because the compiler leaves style sheets behind. */
const SOURCES = fileURLToPath(new URL('../../src/components', import.meta.url));

describe('the page of components', () => {
  it('shows the component of every folder', () => {
    const entries = readdirSync(SOURCES, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(allStates).sort()).toEqual(folders.sort());
  });

  it('has the rules of every component', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
    const sheets = files.filter((file) => file.endsWith('.css') && file !== 'components.css');
    const imports = readFileSync(join(SOURCES, 'components.css'), 'utf8').matchAll(/@import '\.\/(.*)'/g);
    expect([...imports].map(([, file]) => file)).toEqual(sheets.sort());
  });
});
