import fc from 'fast-check';
import { toChapters } from './chapters.js';

const RULES = { least: 3, minSeconds: 10 };
const topicsAt = (...starts: readonly number[]): { title: string; start: number }[] =>
  starts.map((start) => ({ title: `at ${String(start)}`, start }));

describe('the chapters of a video', () => {
  it('begin at 0:00 with the first topic if it begins soon, and else with a chapter before it', () => {
    expect(toChapters(topicsAt(7.4, 60, 120), RULES)).toEqual([{ title: 'at 7.4', start: 0 }, ...topicsAt(60, 120)]);
    expect(toChapters(topicsAt(30, 60), RULES)).toEqual([{ title: 'Start', start: 0 }, ...topicsAt(30, 60)]);
  });

  it('leave out topics that are too short, also at the end', () => {
    expect(toChapters(topicsAt(0, 5, 60, 65, 120, 175), RULES, 180)).toEqual(topicsAt(0, 60, 120));
  });

  it('are the topics as they are if too few are left', () => {
    expect(toChapters(topicsAt(3, 60), RULES)).toEqual(topicsAt(3, 60));
    expect(toChapters([], RULES)).toEqual([]);
  });

  it('keep the rules for any topics, or change nothing', () => {
    const starts = fc.array(fc.double({ min: 0, max: 4_000, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 4_000 }), (times, seconds) => {
        const topics = topicsAt(...times);
        const chapters = toChapters(topics, RULES, seconds);
        if (chapters === topics) return;
        expect(chapters.length).toBeGreaterThanOrEqual(3);
        expect(chapters[0]?.start).toBe(0);
        const ends = [...chapters.slice(1).map(({ start }) => start), Infinity];
        chapters.forEach(({ start }, at) => {
          expect((ends[at] ?? 0) - start).toBeGreaterThanOrEqual(10);
        });
      }),
    );
  });
});
