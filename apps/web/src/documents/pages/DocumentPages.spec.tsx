import type { Artifact, Document } from '@throughline/api-client';
import type { QueryClient } from '@tanstack/react-query';
import { drawView, type DrawnView } from '../../testing/draw-view.js';
import { DocumentPages, FailedPdf } from './DocumentPages.js';
import { extractedTextQuery } from './page-text.js';
import { PageText } from './PageText.js';
import { ignore, NO_PLACE } from './testing/no-place.js';
import { findFailure, type PdfFailure } from './use-pdf.js';

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
  drawView(
    <DocumentPages document={{ record } as Document} artifacts={names.map(file)} isRead={isRead} place={NO_PLACE} />,
    load,
  );

describe('the pages of a document that a browser cannot draw', () => {
  it('are replaced by the text of all pages, each with its source', () => {
    const { words } = draw({ media_type: 'message/rfc822' }, ['original', 'text.json']);
    expect(words).toContain('There is no image of the pages. This is the text of the file.');
    expect(words).toContain('From the file First page Recognized from the image, confidence 61 % Second page');
  });

  it.each<[says: string, record: Document['record'], names: readonly string[], hasFile: boolean]>([
    ['There is no view of this file', { media_type: 'application/msword' }, ['original'], true],
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

describe('a PDF that cannot be shown', () => {
  const drawFailed = (why: PdfFailure, isRetrying = false): DrawnView =>
    drawView(<FailedPdf why={why} original={file('original')} isRetrying={isRetrying} onRetry={ignore} />, ignore);

  it('can be tried again if it could not be read, and the button stays meanwhile', () => {
    expect(drawFailed('broken').words).toContain('The file could not be read');
    expect(drawFailed('broken').html).toMatch(/<button type="button" class="button">Try again/u);
    expect(drawFailed('broken', true).html).toMatch(/<button [^>]*aria-disabled="true"[^>]*>Try again/u);
  });

  it('cannot be tried again if it needs a password', () => {
    expect(drawFailed('locked').words).toContain('This PDF needs a password');
    expect(drawFailed('locked').html).not.toContain('<button');
  });

  it('needs the page to be loaded again if a script is missing', () => {
    expect(drawFailed('script').words).toContain('The viewer could not be loaded');
    expect(drawFailed('script').words).toContain('Reload the page');
    expect(drawFailed('script').words).not.toContain('Try again');
  });

  it('is told apart by what failed', () => {
    const errorNamed = (name: string): Error => Object.assign(new Error('no'), { name });
    expect(findFailure(errorNamed('PasswordException'), { isUsed: true })).toBe('locked');
    expect(findFailure(errorNamed('InvalidPDFException'), { isUsed: true })).toBe('broken');
    expect(findFailure(errorNamed('Error'), { isUsed: false })).toBe('script');
  });
});

describe('the text of one page', () => {
  const drawPage = (number: number): string => drawView(<PageText file={file('text.json')} number={number} />, load).words;

  it('says if there is none', () => {
    expect(drawPage(2)).toContain('Second page');
    expect(drawPage(3)).toContain('No text of this page was extracted.');
  });
});
