import { DOCUMENT_OPERATIONS, RECORDING_OPERATIONS, SESSION_OPERATIONS, itemCommand } from './item-operations.js';
import { request, type Operation } from './operation.js';

const recordings: Readonly<Record<string, Operation>> = RECORDING_OPERATIONS;

describe('the operations of each kind of items', () => {
  it.each([
    ['documents', DOCUMENT_OPERATIONS],
    ['sessions', SESSION_OPERATIONS],
  ] as const)('have the routes of recordings for %s', (kind, operations: Readonly<Record<string, Operation>>) => {
    const shared = Object.entries(operations).filter(([name]) => Object.hasOwn(recordings, name));
    expect(shared.length).toBeGreaterThan(8);
    const expected = shared.map(([name]) => {
      const { method, path } = recordings[name] ?? {};
      return [name, { method, path: path?.replace('/recordings', `/${kind}`) }];
    });
    expect(Object.fromEntries(shared)).toEqual(Object.fromEntries(expected));
  });

  it('include a command that this client does not know, under the name that a newer server gives it', () => {
    const requestOf = (name: string) => request(itemCommand('documents', name), { path: { id: 'd 1' } });
    expect(requestOf('reopen')).toEqual({ method: 'DELETE', path: '/api/v1/documents/d%201/accept' });
    expect(requestOf('archive')).toMatchObject({ path: '/api/v1/documents/d%201/archive' });
    expect(requestOf('toString')).toEqual({ method: 'POST', path: '/api/v1/documents/d%201/toString' });
  });
});
