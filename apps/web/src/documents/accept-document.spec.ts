import type { Document } from '@throughline/api-client';
import { ApiProblem } from '../api/problem.js';
import { text } from '../texts/text.js';
import { acceptDocument } from './accept-document.js';
import { documentWith, findingOf } from './fields/testing/documents.js';

const words = text.documentView.review.conflict;
const at = (revision: string, sender = 'ACME', rest: Partial<Omit<Document, 'metadata'>> = {}): Document =>
  documentWith({ sender: findingOf(sender, 0.7) }, { revision, ...rest });

/** A stored document, which is accepted at its present revision only. */
function createStore(stored: Document) {
  const sent: string[] = [];
  return {
    sent,
    read: () => Promise.resolve(stored),
    send: (revision: string): Promise<Document> => {
      sent.push(revision);
      return revision === stored.revision
        ? Promise.resolve({ ...stored, accepted_by: 'me' })
        : Promise.reject(new ApiProblem({ title: 'Stale', status: 412 }));
    },
  };
}

describe('the acceptance of a document', () => {
  it('is of the revision that the person has seen', async () => {
    const store = createStore(at('1'));
    expect(await acceptDocument(at('1'), 'me', store)).toMatchObject({ accepted_by: 'me' });
    expect(store.sent).toEqual(['1']);
  });

  it('goes on at a newer revision with the same values, which a step has made', async () => {
    const store = createStore(at('3'));
    await acceptDocument(at('1'), 'me', store);
    expect(store.sent).toEqual(['1', '3']);
  });

  it('is refused if somebody else has changed a value, and names it', async () => {
    const store = createStore(at('3', 'ACME Europe'));
    await expect(acceptDocument(at('1'), 'me', store)).rejects.toMatchObject({
      document: { title: words.changed, detail: words.changedHint(['sender']) },
    });
    expect(store.sent).toEqual(['1']);
  });

  it('is refused if its file has been replaced, even by one with the same values', async () => {
    const fileOf = (sha256: string) => ({ record: { sha256 } as NonNullable<Document['record']> });
    const store = createStore(at('3', 'ACME', fileOf('new')));
    await expect(acceptDocument(at('1', 'ACME', fileOf('old')), 'me', store)).rejects.toMatchObject({
      document: { title: words.replaced },
    });
    expect(store.sent).toEqual(['1']);
  });

  it('is refused if somebody else has accepted the document', async () => {
    const store = createStore(at('3', 'ACME', { accepted_by: 'other' }));
    await expect(acceptDocument(at('1'), 'me', store)).rejects.toMatchObject({ document: { title: words.accepted } });
    expect(store.sent).toEqual(['1']);
  });

  it('is no conflict with itself if its answer was lost', async () => {
    const store = createStore(at('3', 'ACME', { accepted_by: 'me' }));
    expect(await acceptDocument(at('1'), 'me', store)).toMatchObject({ accepted_by: 'me' });
  });
});
