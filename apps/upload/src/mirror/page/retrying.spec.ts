import type { MirrorTrouble } from '@throughline/contracts';
import { MirrorError, type MirrorErrorOptions } from '../notion/mirror-error.js';
import { troubleOf } from './retrying.js';

const NOW = new Date('2026-02-05T10:00:00.000Z');
const LONGEST_MS = 300_000;
const MINUTE_MS = 60_000;

describe('when a page is tried again that could not be written', () => {
  const retrying = { longestMs: LONGEST_MS, random: () => 1 };
  const pauseOf = ({ retryAt, at }: MirrorTrouble): number => Date.parse(retryAt) - Date.parse(at);
  const failing = (code: string, options: MirrorErrorOptions): MirrorError =>
    new MirrorError(code, 'Something is wrong', options);
  /** The pauses of so many failures in a row, milliseconds. */
  const pauses = (times: number, options: MirrorErrorOptions): readonly number[] => {
    const all: MirrorTrouble[] = [];
    for (let tries = 0; tries < times; tries += 1) all.push(troubleOf(failing('x', options), all.at(-1), NOW, retrying));
    return all.map(pauseOf);
  };

  it('is soon at first, then more and more seldom, every five minutes at last', () => {
    expect(pauses(11, { patience: 'soon' }).map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('is spread, so that pages that fell behind together do not come back together', () => {
    const early = troubleOf(failing('x', { patience: 'soon' }), undefined, NOW, { longestMs: LONGEST_MS, random: () => 0 });
    expect(pauseOf(early)).toBe(500);
  });

  it('is after 1, 2, 5 and then every 15 minutes where somebody has to do something', () => {
    expect(pauses(6, { patience: 'patiently' }).map((ms) => ms / MINUTE_MS)).toEqual([1, 2, 5, 15, 15, 15]);
    expect(pauses(6, { patience: 'on-credential' })).toEqual(pauses(6, { patience: 'patiently' }));
  });

  it('is when the server has said, and no sooner', () => {
    expect(pauses(2, { patience: 'soon', retryAfterMs: 3_600_000 })).toEqual([3_600_000, 3_600_000]);
  });

  it('begins anew with another kind of trouble, which goes on for as long as there was no success', () => {
    const first = troubleOf(failing('page-not-shared', { patience: 'patiently' }), undefined, NOW, retrying);
    const later = new Date(NOW.getTime() + MINUTE_MS);
    const second = troubleOf(failing('property-missing', { patience: 'patiently' }), first, later, retrying);
    expect(second).toMatchObject({ code: 'property-missing', tries: 1, since: NOW.toISOString(), at: later.toISOString() });
    expect(pauseOf(second)).toBe(MINUTE_MS);
    expect(troubleOf(failing('property-missing', { patience: 'patiently' }), second, later, retrying).tries).toBe(2);
  });
});
