import { isBlank } from './blank.js';
import { greyOf, shrunk, turned, turnedBack, type Grey } from './grey.js';
import { confidenceOf, linesOf, sureWords, worthOf, type SeenWord } from './recognised.js';
import { wordsInTable } from './tesseract-program.js';

const sheet = (paint: (x: number, y: number) => number): Grey => {
  const [width, height] = [800, 1_000];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data[y * width + x] = paint(x, y);
  return { width, height, data };
};
/** The same grain each time. */
const grain = (x: number, y: number, strength: number): number => (((x * 7_919 + y * 104_729) % 97) / 97 - 0.5) * 2 * strength;

describe('whether a sheet is blank', () => {
  it.each([
    ['white', () => 255, true],
    ['grey all over', () => 128, true],
    ['paper with the grain of a scan', (x: number, y: number) => 235 + grain(x, y, 20), true],
    ['paper with much grain', (x: number, y: number) => 200 + grain(x, y, 55), true],
    ['paper with the shadow of a lid at its edge', (x: number) => (x < 10 ? 60 : 240), true],
    ['paper with a speck of dust', (x: number, y: number) => (x > 400 && x < 405 && y > 500 && y < 505 ? 0 : 240), true],
    [
      'paper with a number in its corner',
      (x: number, y: number) => (x > 700 && x < 716 && y > 900 && y < 930 ? 20 : 240 + grain(x, y, 10)),
      false,
    ],
    [
      'paper with a line of faint writing',
      (x: number, y: number) => (y > 500 && y < 520 && x % 12 < 5 && x > 100 && x < 600 ? 170 : 245),
      false,
    ],
  ])('is seen: %s', (_, paint, blank) => {
    expect(isBlank(sheet(paint))).toBe(blank);
  });
});

describe('a picture in grey', () => {
  it('is as bright as its colours are to an eye', () => {
    expect([...greyOf(Uint8Array.from([255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 255, 255]), 3, 1).data]).toEqual([255, 149, 28]);
  });

  it('is made smaller by the mean of its squares', () => {
    const small = shrunk({ width: 4, height: 2, data: Uint8Array.from([0, 10, 100, 100, 20, 30, 100, 100]) }, 2);
    expect(small).toEqual({ width: 2, height: 1, data: Uint8Array.from([15, 100]) });
  });

  it.each([0, 90, 180, 270] as const)('turned by %d gives each point back where it was', (degrees) => {
    const grey: Grey = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
    const after = turned(grey, degrees);
    for (let y = 0; y < after.height; y += 1)
      for (let x = 0; x < after.width; x += 1) {
        // The middle of the pixel: its corner is another one's after the turn.
        const [bx, by] = turnedBack([x + 0.5, y + 0.5], degrees, grey);
        expect(after.data[y * after.width + x]).toBe(grey.data[Math.floor(by) * grey.width + Math.floor(bx)]);
      }
  });
});

describe('words that were seen', () => {
  const word = (text: string, confidence: number, line = 0): SeenWord => ({
    text,
    confidence,
    line,
    left: 0,
    top: 0,
    right: 1,
    bottom: 1,
  });

  it('count by their length, and marks of no letter do not', () => {
    expect(confidenceOf([word('long-word', 90), word('x', 0), word('—', 99)])).toBe(81);
    expect(confidenceOf([word('—', 99)])).toBe(0);
  });

  it('are worth more where more was read more surely', () => {
    expect(worthOf([word('hello', 95), word('world', 95)])).toBeGreaterThan(worthOf([word('hello', 95)]));
    expect(worthOf([word('h3l1o', 35)])).toBeLessThan(0);
  });

  it('are put together line by line, without what was guessed', () => {
    expect(linesOf(sureWords([word('one', 90), word('two', 90), word('~', 5), word('three', 90, 1)]))).toBe('one two\nthree');
  });

  it('stand in the table of the program', () => {
    const table = [
      'level\tpage_num\tblock_num',
      '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t',
      '5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tHello',
      '5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t95\tagain',
    ];
    expect(wordsInTable(table.join('\n'))).toEqual([
      { text: 'Hello', confidence: 96.5, left: 10, top: 20, right: 40, bottom: 28, line: 0 },
      { text: 'again', confidence: 95, left: 10, top: 40, right: 40, bottom: 48, line: 1 },
    ]);
  });
});
