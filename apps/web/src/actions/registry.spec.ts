import { definitionOf } from './registry.js';
import { resolveActionRequest } from './request-action.js';

describe('the actions of an item', () => {
  it('are in the menu of a row only if they need neither input nor another part of the page', () => {
    for (const action of ['replace_address', 'replace_file', 'settle', 'erase', 'correct', 'describe', 'transfer'] as const)
      expect(definitionOf(action).isInRow).toBeUndefined();
  });

  it('are requested below the item, with their target', () => {
    expect(resolveActionRequest('1', { action: 'pause', target: null })).toEqual({ path: 'recordings/1/pause', method: 'POST' });
    expect(resolveActionRequest('1', { action: 'retry', target: 'a b/thumbnail' }, 'documents')).toEqual({
      path: 'documents/1/outputs/a%20b/follow-ups/thumbnail/retry',
      method: 'POST',
    });
    expect(resolveActionRequest('1', { action: 'delete', target: null })).toEqual({ path: 'recordings/1', method: 'DELETE' });
  });

  it('share a path only with different input', () => {
    const requestOf = (action: 'redeliver' | 'update_texts') => [
      resolveActionRequest('1', { action, target: 'tube' }).path,
      definitionOf(action).input,
    ];
    expect(requestOf('redeliver')).toEqual(['recordings/1/outputs/tube/redeliver', undefined]);
    expect(requestOf('update_texts')).toEqual(['recordings/1/outputs/tube/redeliver', { metadata_only: true }]);
  });

  it('are requested by their name if a newer gateway sends one that this page does not know', () => {
    const action = 'archive' as never;
    expect(resolveActionRequest('1', { action, target: null })).toEqual({ path: 'recordings/1/archive', method: 'POST' });
  });
});
