import { forgetAnswered, keepWaiting, linkDrafts } from './link-drafts.js';
import { SharedDraft } from './shared-draft.js';
import { createMemoryStorage } from './testing/memory-storage.js';

const links = { vk: 'https://vk.example/1' };
const key = { user: 'ada', item: 'r1' };
const vk = { id: 'vk', status: 'UPLOADED', unconfirmed: true } as const;

describe('the links that a person has typed for unconfirmed deliveries', () => {
  it('come back for the same kind of item, until they are emptied', () => {
    const storage = createMemoryStorage();
    const open = (kind: 'recordings' | 'documents') => new SharedDraft(linkDrafts(kind), key, storage);
    open('recordings').change(() => ({ ...links, archive: '' }));
    expect(open('recordings').get()).toEqual(links);
    expect(open('documents').get()).toEqual({});
    open('recordings').change(() => ({ vk: '' }));
    expect(storage.length).toBe(0);
  });

  it('are shown for outputs that wait for an answer', () => {
    const archive = { ...vk, id: 'archive', unconfirmed: false };
    expect(keepWaiting({ ...links, archive: 'https://a.example', gone: 'https://g.example' }, [vk, archive])).toEqual(links);
  });

  it('are forgotten once their output has an answer', () => {
    expect(forgetAnswered(links, [], [{ ...vk, unconfirmed: false }])).toEqual({});
    expect(forgetAnswered(links, ['vk'], [{ ...vk, status: 'PENDING', unconfirmed: false }])).toEqual({});
    expect(forgetAnswered(links, ['vk'], [vk])).toBe(links);
  });

  it('are not forgotten by a tab that does not know yet that their output waits', () => {
    expect(forgetAnswered(links, [], [{ ...vk, status: 'UPLOADING', unconfirmed: false }])).toBe(links);
    expect(forgetAnswered(links, [], [])).toBe(links);
  });

  it.each([
    [null, undefined],
    ['text', undefined],
    [{ vk: 3, ...{ archive: 'https://a.example' } }, { archive: 'https://a.example' }],
  ])('are without damaged ones: %j', (stored, read) => {
    expect(linkDrafts('recordings').parse(stored)).toEqual(read);
  });
});
