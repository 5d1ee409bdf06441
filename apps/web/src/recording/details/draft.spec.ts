import { addTag, draftOf, patchOf } from './draft.js';

const before = draftOf({ title: 'A talk', description: null, tags: ['algebra'] });

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
});
