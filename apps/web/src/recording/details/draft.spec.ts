import type { Recording } from '@throughline/api-client';
import { addTag, draftOf, hasTexts, patchOf, rebase, settleEdit } from './draft.js';

const texts = { title: 'A talk', description: null, tags: ['algebra'] };
const before = draftOf(texts);
const recordingWith = (change: Partial<Recording>): Recording => ({ ...texts, revision: '2', ...change }) as Recording;

describe('a draft of the details', () => {
  it('sends only the texts that changed, and null for those that were removed', () => {
    expect(patchOf(before, before)).toBeUndefined();
    expect(patchOf(before, { ...before, title: ' A talk ', description: ' ' })).toBeUndefined();
    expect(patchOf(before, { ...before, title: 'Lecture 8' })).toEqual({ title: 'Lecture 8' });
    expect(patchOf(before, { ...before, description: 'One', tags: [] })).toEqual({ description: 'One', tags: null });
    expect(patchOf({ ...before, description: 'One' }, before)).toEqual({ description: null });
  });

  it('adds a tag once, whatever its case, and no blank one', () => {
    expect(addTag(['algebra'], ' Herbst ')).toEqual(['algebra', 'Herbst']);
    expect(addTag(['algebra'], 'ALGEBRA')).toEqual(['algebra']);
    expect(addTag(['algebra'], '  ')).toEqual(['algebra']);
  });

  it('keeps the texts that a person changed, and takes the others from the newest recording', () => {
    const edit = { before, draft: { ...before, title: 'Lecture 8' }, revision: '1' };
    const rebased = rebase(edit, recordingWith({ tags: ['algebra', 'rings'] }));
    expect(rebased).toEqual({
      before: { ...before, tags: ['algebra', 'rings'] },
      draft: { ...before, title: 'Lecture 8', tags: ['algebra', 'rings'] },
      revision: '2',
    });
    expect(patchOf(rebased.before, rebased.draft)).toEqual({ title: 'Lecture 8' });
  });

  it('is forgotten once it is saved, but for texts that were typed since', () => {
    const sent = { ...before, title: 'Lecture 8 ' };
    const saved = recordingWith({ title: 'Lecture 8' });
    const edit = { before, draft: sent, revision: '1' };
    expect(settleEdit(edit, sent, saved)).toBeUndefined();
    expect(settleEdit(undefined, sent, saved)).toBeUndefined();
    const rest = settleEdit({ ...edit, draft: { ...sent, description: 'Typed in another tab' } }, sent, saved);
    expect(rest && patchOf(rest.before, rest.draft)).toEqual({ description: 'Typed in another tab' });
    expect(rest?.revision).toBe('2');
  });

  it('starts from texts, which a step of a run leaves as they are', () => {
    expect(hasTexts(recordingWith({ revision: '7' }), before)).toBe(true);
    for (const change of [{ title: 'B' }, { description: 'One' }, { tags: [] }])
      expect(hasTexts(recordingWith(change), before)).toBe(false);
  });
});
