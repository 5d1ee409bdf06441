import { showMore } from './gradual-rows.js';

interface Row {
  readonly index: number;
}

const rows = (from: number, to: number): readonly Row[] => Array.from({ length: to - from }, (_, at) => ({ index: from + at }));
const indexes = (of: readonly Row[]): readonly number[] => of.map(({ index }) => index);

/** The screen has the rows from 20 to 29; the cursor is on the first row. */
const URGENCY = {
  isUrgent: ({ index }: Row): boolean => index >= 20 && index < 30,
  isImmediate: ({ index }: Row): boolean => index === 0,
};

describe('rows that appear gradually', () => {
  it('come together at first', () => {
    expect(showMore(rows(0, 26), [], URGENCY)).toHaveLength(26);
  });

  it('come together if they are few', () => {
    expect(indexes(showMore(rows(3, 29), rows(0, 26), URGENCY))).toEqual(indexes(rows(3, 29)));
  });

  it('come in parts if they are many, those on the screen first, and leave at once', () => {
    const [cursor] = rows(0, 1);
    const due = [cursor as Row, ...rows(15, 42)];
    const first = showMore(due, rows(0, 18), URGENCY);
    expect(indexes(first)).toEqual([0, 15, 16, 17, 20, 21, 22]);
    const second = showMore(due, first, URGENCY);
    expect(indexes(second)).toEqual([0, 15, 16, 17, 20, 21, 22, 23, 24, 25]);
  });

  it('are all there in the end', () => {
    let shown = rows(0, 10);
    for (let frame = 0; frame < 8; frame += 1) shown = showMore(rows(18, 42), shown, URGENCY);
    expect(shown).toEqual(rows(18, 42));
  });

  it('include the row under the cursor at once, which receives the focus', () => {
    expect(indexes(showMore([{ index: 0 }, ...rows(20, 42)], rows(50, 76), URGENCY))).toEqual([0, 20, 21, 22]);
  });
});
