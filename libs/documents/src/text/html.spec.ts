import { DEEPEST, flattenHtml } from './flat-html.js';
import { extractHtmlText, extractHtmlTitle } from './html.js';

describe('a web page', () => {
  it('has the title of its title element', () => {
    expect(extractHtmlTitle('<html><head>\n<TITLE lang="en">Bricks &amp; mortar</TITLE>')).toBe('Bricks & mortar');
    expect(extractHtmlTitle('<title> </title>')).toBeUndefined();
    expect(extractHtmlTitle('<h1>Bricks</h1>')).toBeUndefined();
  });

  it('has no title if many title elements begin and none ends', () => {
    expect(extractHtmlTitle(`${'<title '.repeat(1_000)}>no</title>`)).toBe('no');
    expect(extractHtmlTitle('<title <b>no</title>')).toBeUndefined();
  });

  it.each([
    ['nested elements', '<div>'.repeat(50_000), ''],
    ['nested elements of two kinds', '<b><i>'.repeat(50_000), ''],
    ['nested elements with end tags', '<div>'.repeat(50_000), '</div>'.repeat(50_000)],
  ])('is parsed no deeper than in a browser: %s', (_, begins, ends) => {
    const flat = flattenHtml(`${begins}deep${ends}`);
    expect(flat.match(/<[a-z]/g)).toHaveLength(DEEPEST);
    expect(flat).toContain('deep');
    expect(extractHtmlText(`<p>above</p>${begins}deep${ends}`)).toContain('above');
  });

  it('loses end tags that have no start', () => {
    expect(flattenHtml('<div>a</x>b</div></div>c').replaceAll(' ', '')).toBe('<div>ab</div>c');
    expect(flattenHtml(`<div>${'</u>'.repeat(50_000)}`).trim()).toBe('<div>');
  });

  it('keeps tags that are nested at a usual depth', () => {
    const html = '<ul><li>one<li>two<ul><li>three</ul></ul><p>a<br>b<p class="x">c<img src="x"/><b>d</b>';
    expect(flattenHtml(html)).toBe(html);
  });

  it('becomes the text that its readers see', () => {
    expect(extractHtmlText('<h1>Bricks</h1><script>evil()</script><p>Red <a href="https://example.org">ones</a>')).toBe(
      'Bricks\n\nRed ones',
    );
  });
});
