import type { Recording } from '@throughline/api-client';
import { ApiProblem } from '../../api/problem.js';
import { draftOf } from './draft.js';
import { saveDetails, TextsChanged } from './save-details.js';

const texts = { title: 'A talk', description: null, tags: ['algebra'] };
const change = { before: draftOf(texts), revision: '1', patch: { title: 'Lecture 8' } };

/** A stored recording, which accepts a change of its present revision only. */
function createStore(stored: Partial<Recording>) {
  const sent: string[] = [];
  let now = { ...texts, ...stored } as Recording;
  return {
    sent,
    stored: () => now,
    read: () => Promise.resolve(now),
    send: (revision: string, patch: object): Promise<Recording> => {
      sent.push(revision);
      if (revision !== now.revision) return Promise.reject(new ApiProblem({ title: 'Stale', status: 412 }));
      now = { ...now, ...patch, revision: '9' };
      return Promise.resolve(now);
    },
  };
}

describe('a save of details', () => {
  it('names the revision that the edit began with', async () => {
    const store = createStore({ revision: '1' });
    expect(await saveDetails(change, store)).toMatchObject({ title: 'Lecture 8', revision: '9' });
    expect(store.sent).toEqual(['1']);
  });

  it('goes on at a newer revision with the same texts, which a step of a run has made', async () => {
    const store = createStore({ revision: '3' });
    expect(await saveDetails(change, store)).toMatchObject({ title: 'Lecture 8', tags: ['algebra'] });
    expect(store.sent).toEqual(['1', '3']);
  });

  it('overwrites no texts that another person has changed', async () => {
    const store = createStore({ revision: '3', tags: ['rings'] });
    const refusal: unknown = await saveDetails(change, store).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TextsChanged);
    expect((refusal as TextsChanged).newest).toBe(store.stored());
    expect(store.sent).toEqual(['1']);
  });

  it('ends if the recording changes at each attempt, and reports other refusals as they are', async () => {
    const stale = new ApiProblem({ title: 'Stale', status: 412 });
    const read = createStore({ revision: '3' }).read;
    await expect(saveDetails(change, { read, send: () => Promise.reject(stale) })).rejects.toBe(stale);
    const refused = new ApiProblem({ title: 'Too long', status: 400 });
    await expect(saveDetails(change, { read, send: () => Promise.reject(refused) })).rejects.toBe(refused);
  });
});
