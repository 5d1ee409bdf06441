import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sources, because the compiler leaves style sheets behind. */
const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const BROWSER_TESTS = fileURLToPath(new URL('../../e2e', import.meta.url));

const read = (ending: string, folder = SOURCES): readonly (readonly [file: string, content: string])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);

const classesIn = (selectors: string): readonly string[] =>
  [...selectors.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name);

const sheets = read('.css').map(([, content]) => content.replaceAll(/\/\*.*?\*\//gs, ''));
const ruled = new Set(sheets.flatMap(classesIn));

describe('the class names of the page', () => {
  it('all have rules', () => {
    const used = read('.tsx').flatMap(([file, content]) =>
      [...content.matchAll(/className="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ').map((name) => ({ file, name }))),
    );
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter(({ name }) => !ruled.has(name))).toEqual([]);
  });

  it('are those that the browser tests look for, because a test that counts nothing cannot fail', () => {
    const sought = read('.ts', BROWSER_TESTS).flatMap(([file, content]) =>
      [...content.matchAll(/(?:locator|closest|querySelector(?:All)?)(?:<\w+>)?\('([^']*)'/g)].flatMap(([, selector = '']) =>
        classesIn(selector.replaceAll(/\[[^\]]*\]/g, '')).map((name) => ({ file, name })),
      ),
    );
    expect(sought.length).toBeGreaterThan(100);
    expect(sought.filter(({ name }) => !ruled.has(name))).toEqual([]);
  });
});
