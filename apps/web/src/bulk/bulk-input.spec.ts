import { NO_INPUT, buildBulkInput, needsInput } from './bulk-input.js';

describe('the input of an action for many items', () => {
  it('is asked for only where the action needs one', () => {
    const asked = (['run', 'pause', 'cancel', 'reset', 'publish', 'bind', 'unbind', 'tag', 'delete'] as const).filter(needsInput);
    expect(asked).toEqual(['publish', 'bind', 'tag']);
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

  it('publishes all outputs that wait, or the chosen ones', () => {
    expect(buildBulkInput('publish', { ...NO_INPUT, outputs: ['library'] })).toEqual({});
    expect(buildBulkInput('publish', { ...NO_INPUT, isSome: true })).toBeUndefined();
    expect(buildBulkInput('publish', { ...NO_INPUT, isSome: true, outputs: ['library'] })).toEqual({ outputs: ['library'] });
  });
});
