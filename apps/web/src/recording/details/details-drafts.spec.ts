import { SharedDraft } from '../../drafts/shared-draft.js';
import { createMemoryStorage } from '../../drafts/testing/memory-storage.js';
import { detailsDrafts } from './details-drafts.js';

const before = { title: 'A talk', description: '', tags: ['algebra'] };
const edit = { before, draft: { ...before, title: 'Lecture 8' }, revision: '3' };

describe('unsaved details of an item', () => {
  it('come back until they are saved or as before', () => {
    const storage = createMemoryStorage();
    const open = (kind: keyof typeof detailsDrafts) => new SharedDraft(detailsDrafts[kind], { user: 'ada', item: 'r1' }, storage);
    open('recordings').change(() => edit);
    expect(open('recordings').get()).toEqual(edit);
    expect(open('documents').get()).toBeUndefined();
    open('recordings').change(() => ({ ...edit, draft: before }));
    expect(storage.length).toBe(0);
    open('recordings').change(() => edit);
    open('recordings').change(() => undefined);
    expect(storage.length).toBe(0);
  });

  it.each([null, 'text', {}, { ...edit, revision: 3 }, { ...edit, draft: { ...before, tags: [1] } }])(
    'are none if the browser holds damaged ones: %j',
    (stored) => {
      expect(detailsDrafts.recordings.parse(stored)).toBeUndefined();
    },
  );
});
