import { PendingInvitation } from './pending-invitation.js';

const tabStorage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string): string | null => kept.get(key) ?? null,
    setItem: (key: string, value: string): void => void kept.set(key, value),
    removeItem: (key: string): void => void kept.delete(key),
  };
};

describe('the invitation of a tab', () => {
  it('outlives a sign-in that leaves the page, and leads back once', () => {
    const storage = tabStorage();
    const before = new PendingInvitation(storage);
    before.keep('code-1');
    before.awaitReturn();
    const after = new PendingInvitation(storage);
    expect([after.code, after.awaitsReturn]).toEqual(['code-1', true]);
    after.endReturn();
    expect([after.code, after.awaitsReturn]).toEqual(['code-1', false]);
  });

  it('is forgotten as a whole', () => {
    const storage = tabStorage();
    const pending = new PendingInvitation(storage);
    pending.keep('code-1');
    pending.awaitReturn();
    pending.forget();
    expect([pending.code, pending.awaitsReturn, new PendingInvitation(storage).code]).toEqual([undefined, false, undefined]);
  });

  it('works in a browser without storage until the tab leaves', () => {
    const pending = new PendingInvitation(undefined);
    pending.keep('code-1');
    pending.awaitReturn();
    expect([pending.code, pending.awaitsReturn]).toEqual(['code-1', false]);
  });
});
