import { testDepth } from '@throughline/contracts/testing';
import { letters, NO_SCORE, NUMBERS, scoreCuts, SHEETS, whole, WHOLE_KINDS, type Bundle } from '../testing/bundles.js';
import type { PageContent } from './page-content.js';
import { readSigns } from './page-signs.js';
import { suggestCuts } from './suggest-cuts.js';

/** Pages by their text. An empty one is blank. */
const scan = (...texts: readonly string[]): readonly PageContent[] =>
  texts.map((text, index) => ({ page: index + 1, source: text === '' ? 'blank' : 'ocr', text }));

const BODY = 'We have received your payment\nand thank you for it.';
const RECIPIENT = ['Ms A Turner', '5 Orchard Lane'];
const letterOf = (company: string, phone = '0113 496 0000'): string =>
  [company, `Phone ${phone}`, ...RECIPIENT, '3 March 2025', 'Dear Ms Turner,', BODY].join('\n');

const suggest = (pages: readonly PageContent[]) => suggestCuts(pages.map(readSigns));
const cutsOf = async (pages: readonly PageContent[]): Promise<readonly (readonly [number | undefined, ...string[]])[]> =>
  (await suggest(pages)).map(({ before, reasons }) => [before, ...reasons.map(({ kind }) => kind)]);

describe('suggested cuts', () => {
  it.each([
    ['Page 1 of 2', 'Page 2 of 2'],
    ['Seite 1 von 2', 'Seite 2 von 2'],
    ['Стр. 1 из 2', 'Стр. 2 из 2'],
    ['страница 1 из 2', 'страница 2 из 2'],
    ['1/2', '2/2'],
    ['Invoice 7   Page 1/2', 'Invoice 7   Page 2/2'],
  ])('begin where the numbers of pages do: %s', async (one, two) => {
    const pages = scan(`${BODY}\n${one}`, `${BODY}\n${two}`, `${BODY}\n${one}`, `${BODY}\n${two}`);
    expect(await cutsOf(pages)).toEqual([[3, 'page-number']]);
  });

  it('quote the page', async () => {
    const [cut] = await suggest(scan(`${BODY}\nPage 1 of 1`, `Invoice 7, Page 1 of 1, 3 May\n${BODY}`));
    expect(cut).toEqual({ before: 2, leaveOut: [], reasons: [{ kind: 'page-number', quote: 'Page 1 of 1' }] });
  });

  it.each([
    ['a sentence about another page', `see page 1 of 3 and page 2 of 3\n${BODY}`],
    ['a date', `1/5\n${BODY}`],
    ['a later page', `${letterOf('Other Ltd')}\nPage 2 of 3`],
    ['a sentence about the first page', `as you can see on page 1 of 3\n${BODY}`],
    ['a long sentence', `Page 1 of 3 of the form has the table of prices for the whole year.\n${BODY}`],
    ['an impossible number', `${BODY}\nPage 1 of 0`],
    ['a year', `${BODY}\n2024`],
  ])('do not follow %s', async (_, text) => {
    expect(await cutsOf(scan(BODY, text, BODY))).toEqual([]);
  });

  it('do not follow a form that calls every page its first one', async () => {
    expect((await cutsOf(scan(`${BODY}\nPage 1 of 3`, `${BODY}\nPage 1 of 3`, `${BODY}\nPage 1 of 3`))).length).toBeLessThan(2);
  });

  it.each(['PATCH T', 'PatchT', 'Patch Code II', 'SEPARATOR\nSHEET', 'Trennblatt', 'Разделительный лист'])(
    'leave out a separator sheet: %s',
    async (code) => {
      const [cut, ...more] = await suggest(scan(BODY, code, BODY));
      expect(more).toEqual([]);
      expect(cut).toMatchObject({ before: 3, leaveOut: [2], reasons: [{ kind: 'separator-sheet' }] });
    },
  );

  it('leave out a separator sheet with its empty back, also before the first document and after the last one', async () => {
    const cuts = await suggest(scan('PATCH T', '', BODY, BODY, 'PATCH T', '', BODY, '', 'PATCH T', ''));
    expect(cuts.map(({ before, leaveOut }) => [before, leaveOut])).toEqual([
      [undefined, [1, 2]],
      [7, [5, 6]],
      [undefined, [8, 9, 10]],
    ]);
  });

  it('do not follow a long text about separator sheets', async () => {
    expect(await cutsOf(scan(BODY, `PATCH T\n${BODY}\n${BODY}\n${BODY}`, BODY))).toEqual([]);
  });

  it('follow an empty front, and an empty sheet', async () => {
    expect(await cutsOf(scan(BODY, BODY, '', BODY))).toEqual([[4, 'empty-page']]);
    expect(await cutsOf(scan(BODY, BODY, '', '', BODY))).toEqual([[5, 'empty-page']]);
  });

  it('follow an empty page that may be a back only with another sign', async () => {
    expect(await cutsOf(scan(BODY, '', BODY, '', BODY, ''))).toEqual([]);
    expect(await suggest(scan(BODY, '', `${BODY}\nPage 1 of 1`))).toEqual([
      { before: 3, leaveOut: [2], reasons: [{ kind: 'empty-page' }, { kind: 'page-number', quote: 'Page 1 of 1' }] },
    ]);
  });

  it('do not follow an empty page between pages whose numbers go on', async () => {
    expect(await cutsOf(scan(`${BODY}\n6`, `${BODY}\n7`, '', `${BODY}\n9`))).toEqual([]);
    expect(await cutsOf(scan(`${BODY}\n6`, `${BODY}\n7`, '', `${BODY}\n8`))).toEqual([]);
  });

  it('follow the letterhead of another sender, and not its repetition', async () => {
    const [one, other] = [letterOf('Harbour Energy Ltd'), letterOf('Northgate Insurance plc')];
    expect(await cutsOf(scan(one, BODY, other, BODY))).toEqual([[3, 'letterhead']]);
    const running = one.replace('Dear Ms Turner,\n', '');
    expect(await cutsOf(scan(one, running, running))).toEqual([]);
    expect(await cutsOf(scan(`${one}\nYours sincerely`, one))).toEqual([[2, 'letterhead']]);
  });

  it('know nothing of pages that could not be read', async () => {
    const pages = scan(BODY, '', BODY).map((page) => (page.text === '' ? { ...page, source: 'unread' as const } : page));
    expect(await cutsOf(pages)).toEqual([]);
    expect(await cutsOf([])).toEqual([]);
  });

  it('let other requests have their turn', async () => {
    let isTold = false;
    setImmediate(() => {
      isTold = true;
    });
    await suggest(scan(...Array.from({ length: 60 }, () => BODY)));
    expect(isTold).toBe(true);
  });
});

describe('suggested cuts of generated stacks', () => {
  const SEEDS = Array.from({ length: testDepth.isFull ? 40 : 5 }, (_, index) => index + 1);
  const measure = async (bundles: readonly Bundle[]) => {
    let score = NO_SCORE;
    for (const bundle of bundles) {
      const cuts = await suggest(bundle.pages);
      score = scoreCuts(
        score,
        bundle,
        cuts.flatMap(({ before }) => before ?? []),
      );
    }
    return score;
  };
  const stacksOf = (style: Parameters<typeof letters>[1]): readonly Bundle[] => SEEDS.map((seed) => letters(seed, style));

  const styles = SHEETS.flatMap((sheets) =>
    NUMBERS.flatMap((numbers) => [false, true].map((backs) => ({ sheets, numbers, backs }))),
  );

  it.each(styles)('are right, and miss few documents: $sheets sheets, $numbers numbers, backs $backs', async (style) => {
    const { right, wrong, missed } = await measure(stacksOf(style));
    expect(wrong).toBe(0);
    const isCertain = style.sheets === 'code' || style.numbers === 'labelled';
    expect(right / (right + missed)).toBeGreaterThanOrEqual(isCertain ? 1 : 0.85);
  });

  it.each(WHOLE_KINDS)('leave a whole document alone: %s', async (kind) => {
    const { wrong } = await measure(SEEDS.map((seed) => whole(seed, kind)));
    expect({ kind, wrong }).toEqual({ kind, wrong: 0 });
  });
});
