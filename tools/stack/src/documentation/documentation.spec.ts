import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';

const projectRoot = testProjectRoot();
const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const tracked = (...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: projectRoot, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(projectRoot, file)));

const AREAS = 'AGG|API|AUD|AUT|CFG|DOC|DSN|FLR|OPS|PRF|PRG|RUN|SRC|STG|SUB|TMO|TOP|TRM|TRN|TST|UPL|USR';
/** `U7`, `C12` and `D33` also occur in percent-encoded addresses and in longer words. */
const CITATION = new RegExp(String.raw`\b(?:${AREAS})-\d+\b|(?<![\w%#.:+-])[UCD]\d{1,2}(?![\w.:-]\w)(?!\w)`, 'g');
const DEFINITION = new RegExp(String.raw`\*\*((?:${AREAS})-\d+)\b|^\| ([UCD]\d+) +\|`, 'gm');

const definitions = (file: string): string[] => [...read(file).matchAll(DEFINITION)].map(([, id, row]) => id ?? row ?? '');
/** Comments, titles and prose: ids of other things, such as colours and keys, are rare outside of code. */
const citations = (file: string): string[] =>
  read(file)
    .split('\n')
    .filter((line) => !file.endsWith('.ts') || /\/\/|\*|\b(?:it|describe|test)\b|'/.test(line))
    .flatMap((line) => line.match(CITATION) ?? []);

describe('the documentation', () => {
  const defined = ['docs/requirements.md', 'docs/design.md'].flatMap(definitions);

  it('defines each requirement and each rule of the design once', () => {
    expect(defined.length).toBeGreaterThan(390);
    expect(defined.filter((id, index) => defined.indexOf(id) !== index)).toEqual([]);
  });

  it('has every requirement and rule that the project cites', () => {
    const known = new Set(defined);
    const files = tracked('apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts', 'tools/**/*.ts', 'tools/**/*.mjs', '*.md');
    const unknown = files.flatMap((file) =>
      citations(file)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  it('links to files that exist', () => {
    const missing = tracked('*.md').flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !existsSync(join(projectRoot, dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(missing).toEqual([]);
  });
});
