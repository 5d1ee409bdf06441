import { NO_INPUT, buildBulkInput, needsInput } from './bulk-input.js';

describe('the input of an action for many items', () => {
  it('is asked for only where the action takes one', () => {
    const asked = (
      ['run', 'pause', 'cancel', 'reset', 'publish', 'bind', 'unbind', 'tag', 'transfer', 'delete', 'restore'] as const
    ).filter(needsInput);
    expect(asked).toEqual(['pause', 'cancel', 'publish', 'bind', 'tag', 'transfer']);
  });

  it('has the reason of a pause and its end, and the reason of a stop, if a person gives them', () => {
    expect(['pause', 'cancel'].map((action) => buildBulkInput(action as 'pause' | 'cancel', NO_INPUT))).toEqual([{}, {}]);
    const draft = { ...NO_INPUT, reason: ' Exam week ', until: '2031-02-05T10:00' };
    expect(buildBulkInput('pause', draft)).toEqual({ reason: 'Exam week', until: new Date('2031-02-05T10:00').toISOString() });
    expect(buildBulkInput('cancel', draft)).toEqual({ reason: 'Exam week' });
  });

  it('names the chosen template, and whether preferences are removed', () => {
    expect(buildBulkInput('bind', NO_INPUT)).toBeUndefined();
    expect(buildBulkInput('bind', { ...NO_INPUT, template: '15' })).toEqual({ template_id: 15 });
    expect(buildBulkInput('bind', { ...NO_INPUT, template: '15', resetPreferences: true })).toEqual({
      template_id: 15,
      reset_preferences: true,
    });
  });

  it('has tags to add, to remove, or both, but not none', () => {
    expect(buildBulkInput('tag', NO_INPUT)).toBeUndefined();
    expect(buildBulkInput('tag', { ...NO_INPUT, added: ['exam'] })).toEqual({ add_tags: ['exam'] });
    expect(buildBulkInput('tag', { ...NO_INPUT, added: ['exam'], removed: ['draft'] })).toEqual({
      add_tags: ['exam'],
      remove_tags: ['draft'],
    });
  });

  it('names the library that gets the items, which must be chosen', () => {
    expect(buildBulkInput('transfer', NO_INPUT)).toBeUndefined();
    expect(buildBulkInput('transfer', { ...NO_INPUT, library: 'B' })).toEqual({ library_id: 'B' });
  });

  it('publishes all outputs that wait, or the chosen ones', () => {
    expect(buildBulkInput('publish', { ...NO_INPUT, outputs: ['library'] })).toEqual({});
    expect(buildBulkInput('publish', { ...NO_INPUT, isSome: true })).toBeUndefined();
    expect(buildBulkInput('publish', { ...NO_INPUT, isSome: true, outputs: ['library'] })).toEqual({ outputs: ['library'] });
  });
});
