import { request } from '@throughline/api-client';
import { definitionOf } from './registry.js';
import { resolveActionRequest } from './request-action.js';

describe('the actions of an item', () => {
  const requestOf = (...action: Parameters<typeof resolveActionRequest>): string => {
    const { command, path } = resolveActionRequest(...action);
    return `${command.method} ${request(command, { path }).path}`;
  };

  it('are in the menu of a row only if they need neither input nor another part of the page', () => {
    for (const action of ['replace_address', 'replace_file', 'settle', 'erase', 'correct', 'describe', 'transfer'] as const)
      expect(definitionOf(action).isInRow).toBeUndefined();
  });

  it('are requested below the item, with their target', () => {
    const onItem = (action: 'pause' | 'delete' | 'reopen' | 'correct_fields' | 'describe', kind?: 'documents') =>
      requestOf('1', { action, target: null }, kind);
    expect(onItem('pause')).toBe('POST /api/v1/recordings/1/pause');
    expect(onItem('delete')).toBe('DELETE /api/v1/recordings/1');
    expect(onItem('describe')).toBe('PATCH /api/v1/recordings/1');
    expect(onItem('reopen', 'documents')).toBe('DELETE /api/v1/documents/1/accept');
    expect(onItem('correct_fields', 'documents')).toBe('PATCH /api/v1/documents/1/fields');
    expect(requestOf('1', { action: 'skip', target: 'silence' }, 'documents')).toBe(
      'POST /api/v1/documents/1/stages/silence/skip',
    );
    expect(requestOf('1', { action: 'retry', target: 'a b/thumbnail' })).toBe(
      'POST /api/v1/recordings/1/outputs/a%20b/follow-ups/thumbnail/retry',
    );
    expect(requestOf('1', { action: 'erase', target: null }, 'sessions')).toBe('POST /api/v1/sessions/1/erase');
  });

  it('share an operation only with different input', () => {
    const inputOf = (action: 'redeliver' | 'update_texts') => [
      requestOf('1', { action, target: 'tube' }),
      definitionOf(action).input,
    ];
    expect(inputOf('redeliver')).toEqual(['POST /api/v1/recordings/1/outputs/tube/redeliver', undefined]);
    expect(inputOf('update_texts')).toEqual(['POST /api/v1/recordings/1/outputs/tube/redeliver', { metadata_only: true }]);
  });

  it('are requested by their name if a newer gateway sends one that this page does not know', () => {
    expect(requestOf('1', { action: 'archive_all' as never, target: null })).toBe('POST /api/v1/recordings/1/archive_all');
  });
});
