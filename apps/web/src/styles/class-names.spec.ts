import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sources, because the compiler leaves style sheets behind. */
const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
const read = (ending: string): readonly (readonly [file: string, content: string])[] =>
  files.filter((file) => file.endsWith(ending)).map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')]);

describe('the class names of the page', () => {
  it('all have rules', () => {
    const sheets = read('.css').map(([, content]) => content.replaceAll(/\/\*.*?\*\//gs, ''));
    const ruled = new Set(sheets.flatMap((sheet) => [...sheet.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name)));
    const used = read('.tsx').flatMap(([file, content]) =>
      [...content.matchAll(/className="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ').map((name) => ({ file, name }))),
    );
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter(({ name }) => !ruled.has(name))).toEqual([]);
  });
});
