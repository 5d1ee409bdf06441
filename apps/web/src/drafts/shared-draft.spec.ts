import { SharedDraft, type DraftFormat, type DraftStorage } from './shared-draft.js';
import { createMemoryStorage } from './testing/memory-storage.js';

type Texts = Readonly<Record<string, string>>;

const format: DraftFormat<Texts> = {
  kind: 'fields',
  none: {},
  parse: (stored) => (typeof stored === 'object' && stored !== null ? (stored as Texts) : undefined),
  isFilled: (texts) => Object.values(texts).some((text) => text !== ''),
};
const key = { user: 'ada', item: 'd1' };
const withText = (name: string, text: string) => (texts: Texts) => ({ ...texts, [name]: text });

describe('a draft', () => {
  it('comes back for the same person and item, until nothing is left of it', () => {
    const storage = createMemoryStorage();
    new SharedDraft(format, key, storage).change(withText('a', 'ACME'));
    expect(new SharedDraft(format, key, storage).get()).toEqual({ a: 'ACME' });
    for (const other of [{ ...key, user: 'bob' }, { ...key, item: 'd2' }, undefined])
      expect(new SharedDraft(format, other, storage).get()).toEqual({});
    expect(new SharedDraft({ ...format, kind: 'notes' }, key, storage).get()).toEqual({});
    new SharedDraft(format, key, storage).change(withText('a', ''));
    expect(storage.length).toBe(0);
  });

  it('of two tabs has what was typed in either', () => {
    const storage = createMemoryStorage();
    const [one, other] = [new SharedDraft(format, key, storage), new SharedDraft(format, key, storage)];
    one.change(withText('a', 'ACME'));
    other.change(withText('b', '12.50'));
    one.change(withText('c', 'invoice'));
    expect(one.get()).toEqual({ a: 'ACME', b: '12.50', c: 'invoice' });
    expect(other.get()).toEqual({ a: 'ACME', b: '12.50' });
    expect(other.reload()).toBe(true);
    expect(other.get()).toEqual(one.get());
    one.change(() => ({}));
    other.change(withText('b', '13.00'));
    expect(other.get()).toEqual({ b: '13.00' });
  });

  it('stays as it is while no other tab changes it, so that nothing is drawn again', () => {
    const draft = new SharedDraft(format, key, createMemoryStorage());
    draft.change(withText('a', 'ACME'));
    const before = draft.get();
    expect(draft.reload()).toBe(false);
    draft.change((texts) => texts);
    expect(draft.get()).toBe(before);
  });

  it('keeps what would not be lost in its own tab only', () => {
    const storage = createMemoryStorage();
    const draft = new SharedDraft(format, key, storage);
    draft.change(withText('a', ''));
    draft.change(withText('b', ''));
    expect(draft.get()).toEqual({ a: '', b: '' });
    expect(storage.length).toBe(0);
  });

  it('stays in its tab if the browser stores nothing, and is then not kept', () => {
    const full: DraftStorage = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
    };
    const blocked: DraftStorage = {
      ...full,
      getItem: () => {
        throw new Error('SecurityError');
      },
    };
    for (const storage of [full, blocked, undefined]) {
      const draft = new SharedDraft(format, key, storage);
      draft.change(withText('a', 'ACME'));
      draft.change(withText('b', '12.50'));
      expect(draft.isKept.current).toBe(false);
      expect(draft.get()).toEqual({ a: 'ACME', b: '12.50' });
    }
  });

  it('of a person whom the page does not know yet is not kept', () => {
    const storage = createMemoryStorage();
    const draft = new SharedDraft(format, undefined, storage);
    draft.change(withText('a', 'ACME'));
    expect([draft.get(), draft.isKept.current, storage.length]).toEqual([{ a: 'ACME' }, false, 0]);
  });

  it.each(['{', 'null', '"text"'])('is none if the browser holds a damaged one: %s', (stored) => {
    const storage = createMemoryStorage();
    storage.setItem('fields ada d1', stored);
    expect(new SharedDraft(format, key, storage).get()).toBe(format.none);
  });
});
