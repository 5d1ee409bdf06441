import { renderToString } from 'react-dom/server';
import { Sentence } from './Sentence.js';

const draw = (words: string): string => renderToString(<Sentence words={words} />).replaceAll(/<!--.*?-->/g, '');

describe('a sentence of the API', () => {
  it('shows its times as the page shows times, with the exact time as tooltip', () => {
    const html = draw('The item is deleted. Its content is kept until 2031-12-23T10:00:00.000Z. More.');
    expect(html).toMatch(
      /kept until <time dateTime="2031-12-23T10:00:00\.000Z" title="[^"]*">Dec 23, \d\d:\d\d<\/time>\. More\.$/,
    );
    expect(draw('From 2031-01-01T00:00:00Z to 2031-01-02T00:00:00Z').match(/<time/g)).toHaveLength(2);
  });

  it('shows commands and names in backticks as code', () => {
    expect(draw('Fetch a model with `npx tl engine fetch`, then set `en`.')).toBe(
      'Fetch a model with <code>npx tl engine fetch</code>, then set <code>en</code>.',
    );
    expect(draw('One ` alone')).toBe('One ` alone');
  });

  it('leaves text alone that only looks like a time', () => {
    for (const words of ['No time at all', 'At 2031-99-99T99:99:99Z, in <b>2031</b>'])
      expect(draw(words)).toBe(words.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });
});
