import type { Document } from '@throughline/api-client';
import { ApiProblem } from '../../api/problem.js';
import { FieldChanged, FieldFault, saveField } from './save-field.js';
import { documentWith, findingOf } from './testing/documents.js';

const change = { name: 'sender', typed: 'ACME Ltd', before: 'ACME' } as const;
const at = (revision: string, sender: string): Document => documentWith({ sender: findingOf(sender, 0.7) }, { revision });

/** A stored document, which accepts a change of its present revision only. */
function createStore(stored: Document) {
  const sent: (readonly [revision: string, patch: object])[] = [];
  return {
    sent,
    read: () => Promise.resolve(stored),
    send: (revision: string, patch: object): Promise<Document> => {
      sent.push([revision, patch]);
      return revision === stored.revision
        ? Promise.resolve(at('9', 'ACME Ltd'))
        : Promise.reject(new ApiProblem({ title: 'Stale', status: 412 }));
    },
  };
}

describe('a save of one field', () => {
  it('sends this field alone, at the revision that the page has', async () => {
    const store = createStore(at('1', 'ACME'));
    expect(await saveField(at('1', 'ACME'), change, store)).toMatchObject({ revision: '9' });
    expect(store.sent).toEqual([['1', { sender: 'ACME Ltd' }]]);
  });

  it('goes on at a newer revision with the same value, which a step or another field has made', async () => {
    const store = createStore(at('3', 'ACME'));
    await saveField(at('1', 'ACME'), change, store);
    expect(store.sent.map(([revision]) => revision)).toEqual(['1', '3']);
  });

  it('is no conflict with itself if its answer was lost', async () => {
    const store = createStore(at('3', 'ACME Ltd'));
    await saveField(at('1', 'ACME'), change, store);
    expect(store.sent).toHaveLength(2);
  });

  it('overwrites no value that somebody else has written, whether the page has it already or not', async () => {
    const store = createStore(at('3', 'Acme Europe'));
    const later: unknown = await saveField(at('1', 'ACME'), change, store).catch((error: unknown) => error);
    expect(later).toBeInstanceOf(FieldChanged);
    expect((later as FieldChanged).value).toBe('Acme Europe');
    expect(store.sent).toHaveLength(1);
    await expect(saveField(at('3', 'Acme Europe'), change, store)).rejects.toBeInstanceOf(FieldChanged);
    expect(store.sent).toHaveLength(1);
  });

  it('sends nothing that is no value', async () => {
    const store = createStore(at('1', 'ACME'));
    await expect(saveField(at('1', 'ACME'), { name: 'date', typed: 'soon', before: '' }, store)).rejects.toBeInstanceOf(
      FieldFault,
    );
    expect(store.sent).toEqual([]);
  });
});
