import { isBlank } from './blank-page.js';
import { toGreyImage, shrink, turnImage, turnPointBack, type GreyImage } from './grey-image.js';
import { computeConfidence, joinLines, selectSureWords, rateWords, type RecognisedWord } from './recognised-words.js';
import { parseWordTable } from './tesseract-program.js';

const sheet = (paint: (x: number, y: number) => number): GreyImage => {
  const [width, height] = [800, 1_000];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data[y * width + x] = paint(x, y);
  return { width, height, data };
};
/** The same grain each time. */
const grain = (x: number, y: number, strength: number): number => (((x * 7_919 + y * 104_729) % 97) / 97 - 0.5) * 2 * strength;

describe('isBlank', () => {
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
  ])('tells writing from a blank sheet: %s', (_, paint, blank) => {
    expect(isBlank(sheet(paint))).toBe(blank);
  });
});

describe('a greyscale picture', () => {
  it('has the perceived brightness of its colours', () => {
    expect([...toGreyImage(Uint8Array.from([255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 255, 255]), 3, 1).data]).toEqual([
      255, 149, 28,
    ]);
  });

  it('shrinks to the mean of its squares', () => {
    const small = shrink({ width: 4, height: 2, data: Uint8Array.from([0, 10, 100, 100, 20, 30, 100, 100]) }, 2);
    expect(small).toEqual({ width: 2, height: 1, data: Uint8Array.from([15, 100]) });
  });

  it.each([0, 90, 180, 270] as const)('maps each point back after a turn by %d degrees', (degrees) => {
    const grey: GreyImage = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
    const after = turnImage(grey, degrees);
    for (let y = 0; y < after.height; y += 1)
      for (let x = 0; x < after.width; x += 1) {
        // The middle of the pixel: after the turn its corner belongs to another pixel.
        const [bx, by] = turnPointBack([x + 0.5, y + 0.5], degrees, grey);
        expect(after.data[y * after.width + x]).toBe(grey.data[Math.floor(by) * grey.width + Math.floor(bx)]);
      }
  });
});

describe('recognised words', () => {
  const word = (text: string, confidence: number, line = 0): RecognisedWord => ({
    text,
    confidence,
    line,
    left: 0,
    top: 0,
    right: 1,
    bottom: 1,
  });

  it('count for the confidence by length, without words of marks only', () => {
    expect(computeConfidence([word('long-word', 90), word('x', 0), word('—', 99)])).toBe(81);
    expect(computeConfidence([word('—', 99)])).toBe(0);
  });

  it('rate higher for more text of higher confidence', () => {
    expect(rateWords([word('hello', 95), word('world', 95)])).toBeGreaterThan(rateWords([word('hello', 95)]));
    expect(rateWords([word('h3l1o', 35)])).toBeLessThan(0);
  });

  it('join line by line, without guesses', () => {
    expect(joinLines(selectSureWords([word('one', 90), word('two', 90), word('~', 5), word('three', 90, 1)]))).toBe(
      'one two\nthree',
    );
  });

  it("are read from the program's table", () => {
    const table = [
      'level\tpage_num\tblock_num',
      '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t',
      '5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tHello',
      '5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t95\tagain',
    ];
    expect(parseWordTable(table.join('\n'))).toEqual([
      { text: 'Hello', confidence: 96.5, left: 10, top: 20, right: 40, bottom: 28, line: 0 },
      { text: 'again', confidence: 95, left: 10, top: 40, right: 40, bottom: 48, line: 1 },
    ]);
  });
});
