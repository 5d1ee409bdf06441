import type { Artifact, Document } from '@throughline/api-types';
import type { QueryClient } from '@tanstack/react-query';
import { drawView, type DrawnView } from '../../testing/draw-view.js';
import { DocumentPages } from './DocumentPages.js';
import { extractedTextQuery } from './page-text.js';
import type { PlaceState } from './use-place.js';

const PLACES: PlaceState = { marked: undefined, wanted: undefined, onMark: () => undefined, onShow: () => undefined };
const file = (name: string): Artifact => ({
  name,
  media_type: 'application/octet-stream',
  role: name,
  size: 1,
  sha256: name,
  url: `/files/${name}`,
});
const TEXT = {
  pages: [
    { page: 1, source: 'layer', text: 'First page' },
    { page: 2, source: 'ocr', confidence: 61.2, text: 'Second page' },
  ],
};
const load = (client: QueryClient): void => {
  client.setQueryData(extractedTextQuery(file('text.json')).queryKey, TEXT);
};

const draw = (record: Document['record'], names: readonly string[], isRead = true): DrawnView =>
  drawView(<DocumentPages document={{ record } as Document} artifacts={names.map(file)} isRead={isRead} place={PLACES} />, load);

describe('the pages of a document that a browser cannot draw', () => {
  it('are replaced by the text of all pages, each with its source', () => {
    const { words } = draw({ media_type: 'message/rfc822' }, ['original', 'text.json']);
    expect(words).toContain('A browser cannot show this kind of file. This is its text.');
    expect(words).toContain('From the file First page Recognized from the image, confidence 61 % Second page');
  });

  it.each<[says: string, record: Document['record'], names: readonly string[], hasFile: boolean]>([
    ['A browser cannot show this kind of file', { media_type: 'application/msword' }, ['original'], true],
    ['This PDF needs a password', { media_type: 'application/pdf', locked: true }, ['original'], true],
    ['No file yet', null, [], false],
  ])('say what to do: %s', (says, record, names, hasFile) => {
    const { html, words } = draw(record, names);
    expect(words).toContain(says);
    expect(html.includes('href="/files/original"')).toBe(hasFile);
  });

  it('say nothing until the files are known', () => {
    expect(draw(null, [], false).words.trim()).not.toContain('No file');
  });

  it('are the picture itself until its PDF is ready', () => {
    expect(draw({ media_type: 'image/png' }, ['original']).html).toMatch(/<img [^>]*src="\/files\/original"/u);
  });
});
