import { openDetailsDraft, parseEdit } from './details-drafts.js';

const before = { title: 'A talk', description: '', tags: ['algebra'] };
const edit = { before, draft: { ...before, title: 'Lecture 8' }, revision: '3' };

describe('unsaved details of an item', () => {
  it('come back for the same person and item, until they are saved or as before', () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    };
    const draftOf = (user: string | undefined, item = 'r1') => openDetailsDraft('details', { user, item }, storage);
    expect(draftOf('ada').keep(edit)).toBe(true);
    expect(draftOf('ada').find()).toEqual(edit);
    expect([draftOf('bob').find(), draftOf('ada', 'r2').find(), draftOf(undefined).find()]).toEqual(Array(3).fill(undefined));
    draftOf('ada').keep({ ...edit, draft: before });
    expect(values.size).toBe(0);
    draftOf('ada').keep(edit);
    draftOf('ada').keep(undefined);
    expect(values.size).toBe(0);
  });

  it('are not kept for a person whom the page does not know yet', () => {
    expect(openDetailsDraft('details', { user: undefined, item: 'r1' }, undefined).keep(edit)).toBe(false);
  });

  it.each([null, 'text', {}, { ...edit, revision: 3 }, { ...edit, draft: { ...before, tags: [1] } }])(
    'are none if the browser holds damaged ones: %j',
    (stored) => {
      expect(parseEdit(stored)).toBeUndefined();
    },
  );
});
