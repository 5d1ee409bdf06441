import fc from 'fast-check';
import { renderYoutubeChapters, toChapters } from './chapters.js';
import { formatPlayTime } from './topics-text.js';

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

describe('the chapters for YouTube', () => {
  const topic = (title: string, start: number, end: number) => ({ title, start, end });

  it('are lines with times, the first at 0:00', () => {
    expect(renderYoutubeChapters([topic('Water', 0.4, 32), topic('A\nbreak', 32.5, 70), topic('Late', 3_700, 3_720)])).toBe(
      '0:00 Water\n0:32 A break\n1:01:40 Late\n',
    );
  });

  it('follow the rules of deliveries: no part is shorter than ten seconds, and nothing is in them that YouTube refuses', () => {
    const topics = [topic('Water', 12.6, 40), topic('Short', 40, 46), topic('<Tomatoes>', 46, 90), topic('Late', 90, 95)];
    expect(renderYoutubeChapters(topics)).toBe('0:00 Start\n0:12 Water\n0:40 Short\n');
    expect(renderYoutubeChapters([...topics.slice(2), topic('Weather', 96, 130)])).toBe('0:00 Start\n0:46 Tomatoes\n1:30 Late\n');
  });

  it('are none if YouTube would ignore them', () => {
    expect(renderYoutubeChapters([topic('Water', 0, 32), topic('Tomatoes', 32, 70)])).toBeUndefined();
    expect(renderYoutubeChapters([topic('Water', 0, 32), topic('Short', 32, 38), topic('Late', 38, 90)])).toBeUndefined();
  });

  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3_723, '1:02:03'],
    [36_000, '10:00:00'],
  ])('have %d seconds as players show them: %s', (seconds, shown) => {
    expect(formatPlayTime(seconds)).toBe(shown);
  });
});
