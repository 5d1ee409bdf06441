import { settingsText } from '../../texts/settings-text.js';
import { addPages, arrangePages, cutBefore, leavePage, movePage, pageKey, turnAll, turnPage } from './arrangement.js';
import { describeLooks, describeMove, describeResult, isCreatable } from './describe-steps.js';

const words = settingsText.arrange;
const three = arrangePages('a', 3);
const at = (number: number): string => pageKey('a', number);
const out = leavePage(leavePage(three, at(1)), at(2));

describe('what is said about an arrangement', () => {
  it('does not promise a document that is there already', () => {
    const both = cutBefore(addPages(three, arrangePages('b', 2), undefined), pageKey('b', 1));
    const describeBoth = (pages: typeof both): string => describeResult(pages, 'a', (id) => `Title of ${id}`);
    expect(describeBoth(both)).toBe('Document 1 would be “Title of a” as it is. Leave it out, or change it.');
    expect(isCreatable(both, 'a')).toBe(false);
    const turned = turnPage(both, at(1));
    expect([describeBoth(turned), isCreatable(turned, 'a')]).toEqual([words.whole(2, 'Title of b'), false]);
    const changed = turnPage(turned, pageKey('b', 2));
    expect([describeBoth(changed), isCreatable(changed, 'a')]).toEqual([words.summary(2, 0), true]);
  });

  it.each([
    [three, out, '2 pages left out.'],
    [out, three, '2 pages put back.'],
    [three, turnAll(three), '3 pages turned.'],
    [out, turnAll(three), '3 pages turned. 2 pages put back.'],
    [three, leavePage(three, at(2)), 'Page 2, left out'],
    [leavePage(three, at(2)), three, 'Page 2, put back'],
    [three, turnPage(three, at(2)), 'Page 2, turned by 90°'],
    [three, cutBefore(three, at(2)), undefined],
  ])('names the changes of a step (%#)', (before, now, said) => {
    expect(describeLooks(before, now, () => undefined)).toBe(said);
  });

  it('names the place of a page that has moved, and nothing else', () => {
    const move = (key: string, by: 1 | -1) => describeMove(three, movePage(three, key, by), key, () => undefined);
    expect([move(at(2), 1), move(at(1), -1), move(at(3), 1)]).toEqual(['Page 2: 3 of 3', undefined, undefined]);
  });
});
