import { renderMailPage, renderTextPage } from './page-of-text.js';

/** Returns the paragraphs of a page, each with its style. */
const paragraphsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<text:p text:style-name="([^"]+)">(.*?)<\/text:p>/g)].map(
    ([, style, content]) => `${style ?? ''} ${content ?? ''}`,
  );
const render = (text: string): readonly string[] => paragraphsOf(renderTextPage(text));

describe('a text as pages for a converter', () => {
  it('has the words, and nothing that a converter would fetch or run', () => {
    const page = renderTextPage('A <script>alert(1)</script> & more\n\n<img src="http://10.0.0.1/x">');
    expect(page).toContain('A &lt;script&gt;alert(1)&lt;/script&gt; &amp; more');
    expect(page).not.toMatch(/<(script|img)/);
  });

  it.each([
    ['LF', 'Title\n\nOne\nTwo\n'],
    ['CRLF', 'Title\r\n\r\nOne\r\nTwo\r\n'],
    ['CR', 'Title\r\rOne\rTwo\r'],
    ['many empty lines', '\n \n\nTitle\n\t\n\n\n\nOne\nTwo\n\n\n'],
    ['separators', 'Title\u2029\u2028One\u0085Two'],
  ])('has a paragraph for each line, and room for empty ones, with %s', (_, text) => {
    expect(render(text)).toEqual(['Line-lr Title', 'Block-lr One', 'Line-lr Two']);
  });

  it('begins a page after a form feed, and has no page without words', () => {
    expect(render('\f\n\fOne\n\n\f\n\f\f\nTwo\nThree\f\n')).toEqual(['Line-lr One', 'Page-lr Two', 'Line-lr Three']);
    expect(render(' \n\f\n')).toEqual([]);
  });

  it('has the spaces and tabs of the text', () => {
    expect(render('  a b   c\td  ')).toEqual(['Line-lr <text:s text:c="2"/>a b<text:s text:c="3"/>c<text:tab/>d']);
  });

  it('is written from the side of the first letter of a line, else from that of the line before', () => {
    expect(render('1. \u05e9\u05dc\u05d5\u05dd abc\n(2)\n\nabc \u0645').map((line) => line.split(' ')[0])).toEqual([
      'Line-rl',
      'Line-rl',
      'Block-lr',
    ]);
  });

  it('leaves out the characters that XML does not have', () => {
    expect(render('a\u001b[31mb\ufffe\ud800c\u{1f600}')).toEqual(['Line-lr a[31mbc\u{1f600}']);
  });

  it('has a line of any length in one paragraph, with whole characters', () => {
    const [count, pair] = [150_001, '\u{1f600}'];
    expect(render(pair.repeat(count))).toEqual([`Line-lr ${pair.repeat(count)}`]);
    expect(render('& '.repeat(count))).toHaveLength(1);
    const spaces = render(`a${' '.repeat(count)}b`)[0]?.matchAll(/text:c="(\d+)"/g) ?? [];
    expect([...spaces].reduce((sum, [, run]) => sum + Number(run), 0)).toBe(count);
  });

  it.each([
    ['millions of lines', 'a\n', 2_000_000],
    ['a line with millions of tabs', '\tx', 6_000_000],
  ])('is refused if it has %s', (_, text, count) => {
    expect(() => renderTextPage(text.repeat(count))).toThrow(expect.objectContaining({ code: 'too-complex' }) as Error);
  });
});

describe('a message as pages for a converter', () => {
  it('shows sender, date, subject and attachments', () => {
    const page = renderMailPage({
      from: { name: 'Ann <b>', address: 'ann@example.org' },
      to: [{ address: 'office@example.org' }],
      subject: 'Bricks',
      text: 'Hello',
      attachments: [{ name: 'offer.pdf', mediaType: 'application/pdf', size: 3 }],
    });
    expect(page).toContain('Ann &lt;b&gt; &lt;ann@example.org&gt;');
    expect(page).toContain('offer.pdf');
    expect(paragraphsOf(page).slice(-2)).toEqual(['Rule ', 'Line-lr Hello']);
  });
});
