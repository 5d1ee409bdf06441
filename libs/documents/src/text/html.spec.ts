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

  it('reads as its readers see it', () => {
    expect(textOfHtml('<h1>Bricks</h1><script>evil()</script><p>Red <a href="https://example.org">ones</a>')).toBe(
      'Bricks\n\nRed ones',
    );
  });
});
