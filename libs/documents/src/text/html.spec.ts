import { DEEPEST, flatHtml } from './flat-html.js';
import { textOfHtml, titleOfHtml } from './html.js';

describe('a page of the web', () => {
  it('is called what its title says', () => {
    expect(titleOfHtml('<html><head>\n<TITLE lang="en">Bricks &amp; mortar</TITLE>')).toBe('Bricks & mortar');
    expect(titleOfHtml('<title> </title>')).toBeUndefined();
    expect(titleOfHtml('<h1>Bricks</h1>')).toBeUndefined();
  });

  it('is not called by a title that was begun many times: each beginning ends at the next one', () => {
    expect(titleOfHtml(`${'<title '.repeat(1_000)}>no</title>`)).toBe('no');
    expect(titleOfHtml('<title <b>no</title>')).toBeUndefined();
  });

  it.each([
    ['elements in elements', '<div>'.repeat(50_000), ''],
    ['elements of two kinds in each other', '<b><i>'.repeat(50_000), ''],
    ['elements in elements that are closed', '<div>'.repeat(50_000), '</div>'.repeat(50_000)],
  ])('is parsed no deeper than a browser nests it: %s', (_, begins, ends) => {
    const flat = flatHtml(`${begins}deep${ends}`);
    expect(flat.match(/<[a-z]/g)).toHaveLength(DEEPEST);
    expect(flat).toContain('deep');
    expect(textOfHtml(`<p>above</p>${begins}deep${ends}`)).toContain('above');
  });

  it('has no ends of what was never begun', () => {
    expect(flatHtml('<div>a</x>b</div></div>c').replaceAll(' ', '')).toBe('<div>ab</div>c');
    expect(flatHtml(`<div>${'</u>'.repeat(50_000)}`).trim()).toBe('<div>');
  });

  it('keeps what is nested as people do it', () => {
    const html = '<ul><li>one<li>two<ul><li>three</ul></ul><p>a<br>b<p class="x">c<img src="x"/><b>d</b>';
    expect(flatHtml(html)).toBe(html);
  });

  it('reads as its readers see it', () => {
    expect(textOfHtml('<h1>Bricks</h1><script>evil()</script><p>Red <a href="https://example.org">ones</a>')).toBe(
      'Bricks\n\nRed ones',
    );
  });
});
