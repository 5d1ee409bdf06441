import type { DocumentText } from '../text/page-text.js';
import { readPages } from './read-pages.js';

const word = { text: 'a "{"\\ \u{1f600}', x: 1, y: 2, dx: 3, dy: 0, height: 9 };

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const fileOf = (pages: DocumentText['pages']): Buffer =>
  Buffer.from(`${JSON.stringify({ engine: 'a{b}', languages: ['en', '{'], pages })}\n`);

describe('readPages', () => {
  it.each([1, 7, 64, 100_000])('reads pages from pieces of %i bytes, without the places of words', async (size) => {
    const text = 'Grüße {"page":7} \\ „Ende“ GmbH';
    const pages: DocumentText['pages'] = [
      { page: 1, source: 'ocr', text, confidence: 90, turned: 90, words: [word, word] },
      { page: 2, source: 'blank', text: '' },
    ];
    expect(await readPages(inChunks(fileOf(pages), size))).toMatchObject([
      { page: 1, isBlank: false, sender: text },
      { page: 2, isBlank: true },
    ]);
  });

  it('reads the beginning and the end of a long page', async () => {
    const text = `Dear Ms Turner\n${'x\n'.repeat(50_000)}Yours sincerely\nPage 1 of 2`;
    const [page] = await readPages(inChunks(fileOf([{ page: 1, source: 'layer', text }]), 1_000));
    expect(page).toMatchObject({ hasGreeting: true, hasClosing: true, number: { number: 1, of: 2 } });
  });

  it.each([
    '{"pages":[{"page":1}]}',
    '{"pages":[{"page":2,"source":"layer","text":""}]}',
    '[{"a":[{"b":{}}]}]',
    '',
    'not json',
    '[]',
    '\0\0\0\0',
    '{"pages":null}',
    '{"pages":[]}',
    '{"pages":[{"page":1,"source":"layer","text":""}',
    '{"pages":[{"page":1,"source":"layer","text":""}]}}',
    '{"pages":[{"page":1,"source":"layer","text":""}],"engine":"',
  ])('refuses other content: %j', async (json) => {
    await expect(readPages(inChunks(Buffer.from(json), 10))).rejects.toThrow(SyntaxError);
  });

  it('refuses a file that ends in a page', async () => {
    const file = fileOf(Array.from({ length: 10 }, (_, index) => ({ page: index + 1, source: 'layer', text: 'A letter' })));
    const cut = file.subarray(0, file.indexOf('"page":5'));
    await expect(readPages(inChunks(cut, 64))).rejects.toThrow(SyntaxError);
  });

  it('reads the pages around one that is too large', async () => {
    const large = { page: 2, source: 'ocr' as const, text: 'x'.repeat(9 * 1024 * 1024) };
    const file = fileOf([{ page: 1, source: 'ocr', text: 'One' }, large, { page: 3, source: 'ocr', text: 'Three' }]);
    const pages = await readPages(inChunks(file, 1_000_000));
    expect(pages.map(({ page, isUnread }) => [page, isUnread])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
});
