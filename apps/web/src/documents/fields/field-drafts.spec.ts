import { SharedDraft } from '../../drafts/shared-draft.js';
import { createMemoryStorage } from '../../drafts/testing/memory-storage.js';
import { fieldDrafts, listChanged, mergeOpened, openEditor, setFieldDraft, settleFieldDraft } from './field-drafts.js';

const sender = { typed: 'ACME Ltd', before: 'ACME' };
const amount = { typed: '12.50', before: '12.05' };

describe('unsaved texts of fields', () => {
  it('are those that differ from the value that the edit began with', () => {
    expect(listChanged({ sender, type: { typed: 'letter ', before: 'letter' } })).toEqual([['sender', sender]]);
  });

  it('come back from the storage, without what an earlier release or a defect has left there', () => {
    const storage = createMemoryStorage();
    const open = () => new SharedDraft(fieldDrafts, { user: 'ada', item: 'd1' }, storage).get();
    const drafts = { sender, tags: { typed: ['a'], before: [] } };
    new SharedDraft(fieldDrafts, { user: 'ada', item: 'd1' }, storage).change(() => drafts);
    expect(open()).toEqual(drafts);
    const name = storage.key(0) ?? '';
    storage.setItem(name, JSON.stringify({ sender, colour: sender, type: { typed: 3 }, date: null }));
    expect(open()).toEqual({ sender });
    storage.setItem(name, 'null');
    expect(open()).toEqual({});
  });

  it('of different fields are typed in two tabs at once', () => {
    const storage = createMemoryStorage();
    const [one, other] = [1, 2].map(() => new SharedDraft(fieldDrafts, { user: 'ada', item: 'd1' }, storage));
    one?.change((drafts) => setFieldDraft(drafts, 'sender', sender));
    other?.change((drafts) => setFieldDraft(drafts, 'amount', amount));
    one?.reload();
    expect([one?.get(), other?.get()]).toEqual(Array(2).fill({ sender, amount }));
  });

  it('are removed if they are as before', () => {
    expect(setFieldDraft({ sender }, 'sender', { ...sender, typed: ' ACME' })).toEqual({});
    expect(setFieldDraft({ sender, amount }, 'sender', undefined)).toEqual({ amount });
  });

  it('are forgotten once they are saved, but for a text that was typed since', () => {
    expect(settleFieldDraft({ sender }, 'sender', 'ACME Ltd')).toEqual({});
    expect(settleFieldDraft({ sender: { ...sender, typed: 'ACME Limited' } }, 'sender', 'ACME Ltd')).toEqual({
      sender: { typed: 'ACME Limited', before: 'ACME Ltd' },
    });
    expect(settleFieldDraft({}, 'sender', 'ACME Ltd')).toEqual({});
  });

  it('open their editors in each tab, and close one whose text another tab has saved', () => {
    const opened = openEditor({}, 'type', 'letter');
    expect(mergeOpened(opened, { sender })).toEqual({ type: { typed: 'letter', before: 'letter' }, sender });
    expect(mergeOpened({ sender }, {})).toEqual({});
    expect(openEditor({ sender }, 'sender', 'ACME Ltd')).toEqual({ sender: { typed: 'ACME Ltd', before: 'ACME Ltd' } });
    const spaced = { type: { typed: 'letter ', before: 'letter' } };
    expect(openEditor(spaced, 'type', 'letter')).toBe(spaced);
  });
});
