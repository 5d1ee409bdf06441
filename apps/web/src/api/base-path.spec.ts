import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readBasePath, type PageHead } from './base-path.js';

const pageWith = (content: string | null): PageHead => ({
  querySelector: (selector) =>
    selector === 'meta[name="base-path"]' && content !== null ? { getAttribute: () => content } : null,
});

describe('the base path of the page', () => {
  it.each([
    ['/recordings/', '/recordings'],
    ['/a/recordings/', '/a/recordings'],
    ['/', ''],
    ['./', ''],
    [null, ''],
  ])('is read from %s as "%s"', (content, expected) => {
    expect(readBasePath(pageWith(content))).toBe(expected);
  });

  it('is empty without a document', () => {
    expect(readBasePath(undefined)).toBe('');
  });

  it('has its place in the page', () => {
    const index = readFileSync(fileURLToPath(new URL('../../index.html', import.meta.url)), 'utf8');
    expect(index).toContain('<meta name="base-path" content="./" />');
  });
});
