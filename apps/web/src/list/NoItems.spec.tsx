import { drawView, viewer } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import type { ItemCounts } from './items-search.js';
import { NoItems } from './NoItems.js';

const words = text.itemList;
const ignore = (): void => undefined;
const draw = (counts: ItemCounts | undefined, isNarrowed = false): string =>
  drawView(<NoItems isNarrowed={isNarrowed} all={{}} counts={counts} onClear={ignore} />, ignore, viewer).words;

describe('an empty list of all items', () => {
  it('leads to the deleted items, if there are some, instead of to a first item', () => {
    expect(draw({ all: 0 })).toContain(words.empty.all.title);
    for (const deleted of [1, 2]) {
      const shown = draw({ all: 0, deleted });
      expect(shown).toContain(words.noneHint(deleted));
      expect(shown).not.toContain(words.empty.all.title);
    }
  });

  it('speaks about its kind alone, because there may be items of others', () => {
    const drawKind = (kind: 'recording' | 'document' | 'session'): string =>
      drawView(<NoItems isNarrowed={false} all={{ kind }} counts={{ all: 0 }} onClear={ignore} />, ignore, viewer).words;
    expect(drawKind('recording')).toContain(words.empty.recording.title);
    expect(drawKind('document')).toContain(words.empty.document.title);
    expect(drawKind('session')).toContain(words.empty.session.title);
  });

  it('claims nothing about deleted items before the counts are known', () => {
    expect(draw(undefined).trim()).toBe(words.noneTitle);
  });

  it('offers to clear its filters', () => {
    expect(draw({ all: 0, deleted: 1 }, true)).toContain(words.clear);
  });
});
