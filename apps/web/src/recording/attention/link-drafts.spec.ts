import { keepWaiting, openLinkDrafts, parseLinkDrafts } from './link-drafts.js';

const links = { vk: 'https://vk.example/1' };

describe('the links that a person has typed for unconfirmed deliveries', () => {
  it('come back for the same person and item, until the outcome is known or they are emptied', () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    };
    const draftsOf = (user: string | undefined, item = 'r1') => openLinkDrafts('recordings', { user, item }, storage);
    expect(draftsOf('ada').keep({ ...links, archive: '' })).toBe(true);
    expect(draftsOf('ada').find()).toEqual(links);
    expect([draftsOf('bob').find(), draftsOf('ada', 'r2').find(), draftsOf(undefined).find()]).toEqual([{}, {}, {}]);
    expect(openLinkDrafts('documents', { user: 'ada', item: 'r1' }, storage).find()).toEqual({});
    draftsOf('ada').keep({ vk: '' });
    expect(values.size).toBe(0);
  });

  it('are those of outputs that still wait for an answer', () => {
    const outputs = [
      { id: 'vk', unconfirmed: true },
      { id: 'archive', unconfirmed: false },
    ];
    expect(keepWaiting({ ...links, archive: 'https://a.example', gone: 'https://g.example' }, outputs)).toEqual(links);
  });

  it('are not kept for a person whom the page does not know yet', () => {
    expect(openLinkDrafts('recordings', { user: undefined, item: 'r1' }, undefined).keep(links)).toBe(false);
  });

  it.each([
    [null, undefined],
    ['text', undefined],
    [{ vk: 3, ...{ archive: 'https://a.example' } }, { archive: 'https://a.example' }],
  ])('are without damaged ones: %j', (stored, read) => {
    expect(parseLinkDrafts(stored)).toEqual(read);
  });
});
