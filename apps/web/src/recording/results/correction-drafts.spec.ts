import { SharedDraft } from '../../drafts/shared-draft.js';
import { createMemoryStorage } from '../../drafts/testing/memory-storage.js';
import { createDraft, isTouched, setLeftOut, setRowText, type CorrectionDraft } from './correction-draft.js';
import { completeDraft, correctionDrafts, keepTouched, settleCorrection, type KeptCorrection } from './correction-drafts.js';

const transcript = {
  version: 'a',
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning' },
    { id: 4, start: 5, end: 6.5, text: 'thanks' },
  ],
};
const base = createDraft(transcript);
const now = new Date('2026-02-05T10:00:00.000Z');
const storage = createMemoryStorage();
const openTab = () => new SharedDraft(correctionDrafts, { user: 'ada', item: 'r1' }, storage);
const write = (tab: SharedDraft<KeptCorrection>, id: number, text: string): void => {
  tab.change((kept) => keepTouched(setRowText(completeDraft(kept, base), id, text), now));
};
const textsOf = ({ rows }: CorrectionDraft) => rows.map(({ text }) => text);

beforeEach(() => {
  storage.clear();
});

describe('an unsaved correction', () => {
  it('is restored with every change, of which the browser keeps the touched passages alone', () => {
    const draft = setLeftOut(setRowText(base, 0, 'Good morning'), 4, true);
    openTab().change(() => keepTouched(draft, now));
    expect(completeDraft(openTab().get(), base)).toEqual(draft);
    write(openTab(), 0, 'good mourning');
    expect(
      openTab()
        .get()
        ?.rows.map(({ id }) => id),
    ).toEqual([4]);
  });

  it('is removed once it is discarded or unchanged again', () => {
    write(openTab(), 0, 'Good morning');
    write(openTab(), 0, 'good mourning ');
    expect(storage.length).toBe(0);
  });

  it('has the space that a person types before the next word, but is not stored for it', () => {
    const tab = openTab();
    write(tab, 4, 'thanks ');
    expect(textsOf(completeDraft(tab.get(), base))).toEqual(['good mourning', 'thanks ']);
    expect(storage.length).toBe(0);
    write(tab, 4, 'thanks a lot');
    expect(
      openTab()
        .get()
        ?.rows.map(({ text }) => text),
    ).toEqual(['thanks a lot']);
  });

  it('has what was typed in either of two tabs', () => {
    const [one, other] = [openTab(), openTab()];
    write(one, 0, 'Good morning');
    write(other, 4, 'Thanks.');
    write(one, 0, 'Good morning!');
    other.reload();
    for (const tab of [one, other]) expect(textsOf(completeDraft(tab.get(), base))).toEqual(['Good morning!', 'Thanks.']);
  });

  it('leaves untouched passages as they are drawn', () => {
    const draft = completeDraft(keepTouched(setRowText(base, 0, 'Good morning'), now), base);
    expect(draft.rows[1]).toBe(base.rows[1]);
    expect(completeDraft(undefined, base)).toBe(base);
  });

  it('continues on the version that its tab shows', () => {
    const kept = keepTouched(setRowText(base, 0, 'Good morning'), now);
    const newer = createDraft({ ...transcript, version: 'b', segments: [{ id: 0, start: 0, end: 1.5, text: 'Good moaning' }] });
    const draft = completeDraft(kept, newer);
    expect([draft.version, draft.rows[0]?.text, draft.rows[0]?.theirs]).toEqual(['b', 'Good morning', 'Good moaning']);
  });

  it('is forgotten once it is saved, but for what was typed since, also in another tab', () => {
    const sent = setRowText(base, 0, 'Good morning');
    const kept = keepTouched(sent, now);
    expect(settleCorrection(kept, sent, 'b')).toBeUndefined();
    expect(settleCorrection(undefined, sent, 'b')).toBeUndefined();
    const later = keepTouched(setRowText(setRowText(sent, 0, 'Good morning, all'), 4, 'Thanks.'), now);
    const rest = settleCorrection(later, sent, 'b');
    const saved = createDraft({ version: 'b', segments: sent.rows });
    const draft = completeDraft(rest, saved);
    expect(textsOf(draft)).toEqual(['Good morning, all', 'Thanks.']);
    expect(draft.rows.map((row) => [isTouched(row), row.theirs])).toEqual(Array(2).fill([true, undefined]));
    expect(
      settleCorrection({ ...later, lost: ['seen', 'new'] } as KeptCorrection, { ...sent, lost: ['seen'] }, 'b')?.lost,
    ).toEqual(['new']);
  });

  it.each(['{}', '{"version":"a","at":"x","lost":[],"rows":[{}]}'])(
    'is none if the browser holds a damaged one: %s',
    (stored) => {
      storage.setItem('correction ada r1', stored);
      expect(openTab().get()).toBeUndefined();
    },
  );
});
