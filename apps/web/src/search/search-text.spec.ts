import {
  askFor,
  findBeginning,
  findNextQuery,
  followAddress,
  startText,
  textOf,
  typeText,
  type SearchText,
} from './search-text.js';

/** Types into the field, and pauses until the address shows the query of the text. */
function typeAndPause(before: SearchText, typed: string): SearchText {
  const text = typeText(before, typed);
  const query = findNextQuery(text);
  return query === undefined ? text : followAddress(askFor(text, query, true), query);
}
const submit = (before: SearchText, query: string): SearchText => followAddress(askFor(before, query, false), query);

describe('the text of the search field', () => {
  it('follows what is typed while results are shown, and waits for Enter on other views', () => {
    expect(findNextQuery(typeText(startText('zeppelin'), 'tomat'))).toBe('tomat*');
    expect(findNextQuery(typeText(startText(undefined), 'tomat'))).toBeUndefined();
    expect(findNextQuery(startText('zeppelin'))).toBeUndefined();
  });

  it('asks nothing again that the page shows', () => {
    const text = typeAndPause(startText('zeppelin'), 'tomat');
    expect(text).toMatchObject({ typed: 'tomat', shown: 'tomat*', asked: [] });
    expect(findNextQuery(typeText(typeText(text, 'tomato'), 'tomat'))).toBeUndefined();
  });

  it('stays as it is typed when the address shows an earlier query of it', () => {
    const asked = askFor(typeText(startText(''), 'tomat'), 'tomat*', true);
    const text = followAddress(typeText(asked, 'tomatoe'), 'tomat*');
    expect([text.typed, findNextQuery(text)]).toEqual(['tomatoe', 'tomatoe*']);
    const later = followAddress(askFor(typeText(asked, 'tomatoe'), 'tomatoe*', true), 'tomat*');
    expect([later.typed, findNextQuery(later), followAddress(later, 'tomatoe*').typed]).toEqual([
      'tomatoe',
      undefined,
      'tomatoe',
    ]);
  });

  it('is that of the address after a filter was removed, and changes no address by itself', () => {
    const text = followAddress(typeAndPause(startText('budget sender:acme'), 'budget sender:acm'), 'budget');
    expect([text.typed, findNextQuery(text)]).toEqual(['budget', undefined]);
  });

  it('is that of the address after Back, and changes no address by itself', () => {
    const text = followAddress(typeText(startText(undefined), 'to'), 'zeppelin');
    expect([text.typed, findNextQuery(text)]).toEqual(['zeppelin', undefined]);
  });

  it('has no "*" of a word that was being typed, after a reload and after Back', () => {
    const left = followAddress(typeAndPause(startText(''), 'ripe tomat'), undefined);
    expect(left.typed).toBe('');
    expect([followAddress(left, 'ripe tomat*').typed, startText('ripe tomat*').typed]).toEqual(['ripe tomat', 'ripe tomat']);
    expect(['"ripe tomat*', 'b*', 'tomat**', '*', ''].map(textOf)).toEqual(['"ripe tomat*', 'b*', 'tomat**', '*', '']);
  });

  it('has a last word that may be the beginning of one', () => {
    expect(['annual meetin*', 'meetin*', 'meetin', '"annual meetin*'].map(findBeginning)).toEqual([
      'meetin',
      'meetin',
      undefined,
      undefined,
    ]);
  });

  it('takes only the place of a query that came from typing, so that Back leads to those that were submitted', () => {
    const submitted = submit(startText(undefined), 'zeppelin');
    expect(submitted.isPassing).toBe(false);
    const typed = typeAndPause(submitted, 'tomat');
    expect([typed.isPassing, typeAndPause(typed, 'tomato').isPassing, submit(typed, 'tomato').isPassing]).toEqual([
      true,
      true,
      false,
    ]);
    expect(followAddress(typed, 'zeppelin').isPassing).toBe(false);
    expect([startText('').isPassing, submit(submitted, '').isPassing]).toEqual([true, true]);
    expect(submit(submitted, 'zeppelin')).toMatchObject({ asked: [], isPassing: false });
  });
});
