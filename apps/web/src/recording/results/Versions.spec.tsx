import type { TranscriptVersion } from '@throughline/api-client';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { versionsQuery } from './transcript-api.js';
import { listVersionItems, Versions } from './Versions.js';

const words = text.recording.correction;

const heard: TranscriptVersion = {
  version: 'a',
  kind: 'heard',
  made_at: '2026-02-05T10:00:00.000Z',
  basis: null,
  available: true,
  corrected_by: null,
  corrected_segments: null,
  current: false,
  segments: 3,
};
const corrected: TranscriptVersion = { ...heard, version: 'b', kind: 'corrected', corrected_by: '1', basis: 'a' };
const newest: TranscriptVersion = { ...corrected, version: 'c', basis: 'b', current: true };
const three = [newest, corrected, heard];

const ignore = (): void => undefined;
const draw = (items: readonly TranscriptVersion[], shown: string) =>
  drawView(<Versions id="1" current="c" shown={shown} onShow={ignore} onCompare={undefined} />, (client) => {
    client.setQueryData(versionsQuery('1', 'c').queryKey, { items });
  });

describe('the versions of a transcript', () => {
  it('are behind a button with the number of the version on the screen', () => {
    expect(draw(three, 'c').words.trim()).toBe(words.version(3));
    expect(draw(three, 'a').words.trim()).toBe(words.version(1));
    expect(draw(three, 'unknown').html).toBe('');
  });

  it('are not offered if there is only one', () => {
    expect(draw([newest], 'c').html).toBe('');
  });

  it('are a choice, of which one that its run has taken away is refused', () => {
    const seen: string[] = [];
    const onShow = (version: string): void => void seen.push(version);
    const items = listVersionItems([newest, corrected, { ...heard, available: false }], {
      shown: 'b',
      onShow,
      onCompare: undefined,
    });
    expect(items.map(({ label, isChosen, refusal }) => [label, isChosen, refusal])).toEqual([
      [words.versionInUse(3), false, undefined],
      [words.version(2), true, undefined],
      [words.version(1), false, words.versionGone],
    ]);
    items[1]?.onChoose();
    expect(seen).toEqual(['b']);
  });
});

describe('the comparison of versions', () => {
  const compare = (versions: readonly TranscriptVersion[], shown: string): readonly unknown[] => {
    const asked: string[] = [];
    const onCompare = (version: string): void => void asked.push(version);
    const [item] = listVersionItems(versions, { shown, onShow: ignore, onCompare }).slice(versions.length);
    item?.onChoose();
    return [item?.label, ...asked];
  };

  it('takes the version on the screen, or else the one before the current one', () => {
    expect(compare(three, 'a')).toEqual([words.compareVersions(1, 3), 'a']);
    expect(compare(three, 'c')).toEqual([words.compareVersions(2, 3), 'b']);
    expect(compare([newest, { ...corrected, available: false }, heard], 'c')).toEqual([words.compareVersions(1, 3), 'a']);
  });

  it('is not offered if no earlier version can be read', () => {
    expect(compare([newest, { ...heard, available: false }], 'c')).toEqual([undefined]);
  });
});
