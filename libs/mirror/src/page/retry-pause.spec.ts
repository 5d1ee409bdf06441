import type { MirrorTrouble } from '@throughline/contracts';
import { MirrorError, type MirrorErrorOptions } from '../notion/mirror-error.js';
import { toTrouble } from './retry-pause.js';

const NOW = new Date('2026-02-05T10:00:00.000Z');
const LONGEST_MS = 300_000;
const MINUTE_MS = 60_000;

describe('the next try of a page that could not be written', () => {
  const retrying = { longestMs: LONGEST_MS, random: () => 1 };
  const pauseOf = ({ retryAt, at }: MirrorTrouble): number => Date.parse(retryAt) - Date.parse(at);
  const failing = (code: string, options: MirrorErrorOptions): MirrorError =>
    new MirrorError(code, 'Something is wrong', options);
  const pauses = (times: number, options: MirrorErrorOptions): readonly number[] => {
    const all: MirrorTrouble[] = [];
    for (let tries = 0; tries < times; tries += 1) all.push(toTrouble(failing('x', options), all.at(-1), NOW, retrying));
    return all.map(pauseOf);
  };

  it('is soon at first, then less often, and finally every five minutes', () => {
    expect(pauses(11, { retry: 'soon' }).map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('has jitter, so that pages that fell behind together do not all retry at once', () => {
    const early = toTrouble(failing('x', { retry: 'soon' }), undefined, NOW, { longestMs: LONGEST_MS, random: () => 0 });
    expect(pauseOf(early)).toBe(500);
  });

  it('is after 1, 2, 5 and then every 15 minutes if somebody must fix the cause', () => {
    expect(pauses(6, { retry: 'slowly' }).map((ms) => ms / MINUTE_MS)).toEqual([1, 2, 5, 15, 15, 15]);
    expect(pauses(6, { retry: 'on-credential' })).toEqual(pauses(6, { retry: 'slowly' }));
  });

  it('is at the time that the server has requested, and no sooner', () => {
    expect(pauses(2, { retry: 'soon', retryAfterMs: 3_600_000 })).toEqual([3_600_000, 3_600_000]);
  });

  it('starts over with another error code, while the start of the failure stays', () => {
    const first = toTrouble(failing('page-not-shared', { retry: 'slowly' }), undefined, NOW, retrying);
    const later = new Date(NOW.getTime() + MINUTE_MS);
    const second = toTrouble(failing('property-missing', { retry: 'slowly' }), first, later, retrying);
    expect(second).toMatchObject({ code: 'property-missing', tries: 1, since: NOW.toISOString(), at: later.toISOString() });
    expect(pauseOf(second)).toBe(MINUTE_MS);
    expect(toTrouble(failing('property-missing', { retry: 'slowly' }), second, later, retrying).tries).toBe(2);
  });
});
