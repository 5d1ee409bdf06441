import type { Operation } from '@throughline/api-types';
import { DOCUMENT_OPERATIONS, RECORDING_OPERATIONS, SESSION_OPERATIONS } from './item-operations.js';

const recordings: Readonly<Record<string, Operation>> = RECORDING_OPERATIONS;

describe('the operations of each kind of items', () => {
  it.each([
    ['documents', DOCUMENT_OPERATIONS],
    ['sessions', SESSION_OPERATIONS],
  ] as const)('have the routes of recordings for %s', (kind, operations) => {
    const expected = Object.keys(operations).map((name) => {
      const { method, path } = recordings[name] ?? {};
      return [name, { method, path: path?.replace('/recordings', `/${kind}`) }];
    });
    expect(operations).toEqual(Object.fromEntries(expected));
  });
});
