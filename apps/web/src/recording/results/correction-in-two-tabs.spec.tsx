import type { Segment } from '@throughline/api-client';
import { ApiProblem } from '../../api/problem.js';
import { SharedDraft } from '../../drafts/shared-draft.js';
import { createMemoryStorage } from '../../drafts/testing/memory-storage.js';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { createDraft, rebase, setRowText, toCorrectedSegments, type CorrectionDraft } from './correction-draft.js';
import { completeDraft, correctionDrafts, keepTouched, settleCorrection } from './correction-drafts.js';
import { CorrectionRefused } from './CorrectionRefused.js';

const words = text.recording.correction;
const now = new Date('2026-02-05T10:00:00.000Z');
const ignore = (): void => undefined;

interface SavedTranscript {
  readonly version: string;
  readonly segments: readonly Segment[];
}

const heard: SavedTranscript = {
  version: 'a',
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning' },
    { id: 4, start: 5, end: 6.5, text: 'thanks' },
  ],
};

/** A gateway that accepts a correction of its current version only. */
function createGateway() {
  let current = heard;
  return {
    read: () => current,
    save: (draft: CorrectionDraft): string => {
      if (draft.version !== current.version) throw new ApiProblem({ title: 'Changed', status: 412, code: 'transcript-changed' });
      current = { version: `${current.version}b`, segments: toCorrectedSegments(draft).map((one, id) => ({ id, ...one })) };
      return current.version;
    },
  };
}

/** The editor of a tab, which shows the transcript that it has read first. */
function openTab(storage: Storage, user = 'ada') {
  const kept = new SharedDraft(correctionDrafts, { user, item: 'r1' }, storage);
  let base = createDraft(heard);
  return {
    draft: () => {
      kept.reload();
      return completeDraft(kept.get(), base);
    },
    write: (id: number, written: string) => {
      kept.change((was) => keepTouched(setRowText(completeDraft(was, base), id, written), now));
    },
    settle: (sent: CorrectionDraft, version: string) => {
      kept.change((was) => settleCorrection(was, sent, version));
    },
    moveTo: (newer: SavedTranscript) => {
      base = createDraft(newer);
      kept.change((was) => was && keepTouched(rebase(was, newer), now));
    },
  };
}

const refusalOf = (save: () => unknown): unknown => {
  try {
    return save();
  } catch (error) {
    return error;
  }
};
const textsOf = ({ segments }: SavedTranscript): readonly string[] => segments.map((segment) => segment.text);

describe('a correction in two tabs', () => {
  it.each([
    ['of one browser, which share a draft', true],
    ['of two browsers', false],
  ])('%s: the second save is refused, shows the conflict, and then loses nothing of either', (_, isShared) => {
    const gateway = createGateway();
    const storage = createMemoryStorage();
    const [one, other] = [openTab(storage), openTab(isShared ? storage : createMemoryStorage())];
    other.write(0, 'Good morning');
    const sent = other.draft();
    const version = gateway.save(sent);
    one.write(4, 'Thanks, all.');
    other.settle(sent, version);

    const refused = refusalOf(() => gateway.save(one.draft()));
    const view = <CorrectionRefused error={refused} readError={null} onRebase={ignore} onDiscard={ignore} />;
    expect(drawView(view, ignore).words).toContain(words.rebase);
    expect(one.draft().rows[1]?.text).toBe('Thanks, all.');

    one.moveTo(gateway.read());
    one.settle(one.draft(), gateway.save(one.draft()));
    expect(textsOf(gateway.read())).toEqual(['Good morning', 'Thanks, all.']);
    expect(storage.length).toBe(0);
  });

  it('shows what the other tab wrote into the same passage, beside the own words', () => {
    const gateway = createGateway();
    const [one, other] = [openTab(createMemoryStorage()), openTab(createMemoryStorage())];
    other.write(0, 'Good morning');
    gateway.save(other.draft());
    one.write(0, 'Good mourning, all');
    expect(refusalOf(() => gateway.save(one.draft()))).toBeInstanceOf(ApiProblem);
    one.moveTo(gateway.read());
    const [row] = one.draft().rows;
    expect([row?.text, row?.theirs]).toEqual(['Good mourning, all', 'Good morning']);
  });
});
