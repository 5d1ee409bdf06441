import type { Artifact, Document } from '@throughline/api-client';
import { findPageSource } from './page-source.js';

const file = (name: string, media_type = 'application/octet-stream'): Artifact => ({
  name,
  media_type,
  role: 'source',
  size: 1,
  sha256: 'a',
  url: `/${name}`,
});
const running = { active: true } as unknown as Document['run'];
const find = (record: Document['record'], ...files: readonly Artifact[]): unknown => findDuring(null, record, ...files);
const findDuring = (run: Document['run'], record: Document['record'], ...files: readonly Artifact[]): unknown => {
  const source = findPageSource({ record, run }, files);
  return source.kind === 'none' ? source.why : [source.kind, source.file.name];
};

describe('the pages of a document', () => {
  it('come from the finished PDF, else from the converted one, else from the original', () => {
    const all = [file('original', 'application/pdf'), file('working.pdf'), file('document.pdf')];
    expect(find(null, ...all)).toEqual(['pdf', 'document.pdf']);
    expect(find(null, ...all.slice(0, 2))).toEqual(['pdf', 'working.pdf']);
    expect(find(null, ...all.slice(0, 1))).toEqual(['pdf', 'original']);
  });

  it('are those of the type that the server detected', () => {
    expect(find({ media_type: 'image/png' }, file('original', 'application/pdf'))).toEqual(['image', 'original']);
    expect(find({ media_type: 'image/tiff' }, file('original', 'image/png'))).toBe('not-drawable');
    expect(find({ kind: 'office' }, file('original', 'application/msword'))).toBe('not-drawable');
  });

  it('may come while the document is processed', () => {
    expect(findDuring(running, { kind: 'office' }, file('original', 'application/msword'))).toBe('not-yet');
    expect(findDuring(running, { media_type: 'image/png' }, file('original'))).toEqual(['image', 'original']);
    expect(findDuring(running, null)).toBe('no-file');
  });

  it('are not shown without a file, or behind a password', () => {
    expect(find(null)).toBe('no-file');
    expect(find({ media_type: 'application/pdf', locked: true }, file('original'))).toBe('locked');
  });
});
