import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { Answer } from './SearchPage.js';
import { LONGEST_QUERY } from './unfinished-query.js';

const draw = (q: string): string => drawView(<Answer q={q} />, () => undefined).words;

describe('the results of a search', () => {
  it('are not asked for with too many characters, of which the page says how many there are', () => {
    expect(draw('x'.repeat(LONGEST_QUERY + 12))).toContain(text.search.tooLong(512, LONGEST_QUERY));
    expect(draw('x'.repeat(LONGEST_QUERY))).not.toContain(text.search.tooLongHint);
  });
});
