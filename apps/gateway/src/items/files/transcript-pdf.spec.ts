import { readPdf } from '../../testing/read-pdf.js';
import { renderTranscriptPdf, type PrintedTranscript } from './transcript-pdf.js';

type Segment = PrintedTranscript['transcript']['segments'][number];

const passage = (id: number, text: string, speaker?: string): Segment => ({
  ...{ id, text, confidence: 1, start: 30 * id, end: 30 * id + 20 },
  ...(speaker === undefined ? {} : { speaker }),
});
const topic = (title: string, start: number, end: number) => ({ title, start, end });

const textOf = (segments: readonly Segment[], more: Partial<PrintedTranscript> = {}): PrintedTranscript => ({
  ...{ title: 'In the garden', date: '2026-02-05T10:40:00.000Z', marks: [], topics: [] },
  transcript: { language: 'en', durationSeconds: 3_725, segments },
  ...more,
});

const joinLines = (words = ''): string => words.replaceAll(/\s+/g, ' ').trim();

const print = async (...args: Parameters<typeof textOf>) => readPdf(await renderTranscriptPdf(textOf(...args)));
const problemOf = (text: PrintedTranscript) =>
  renderTranscriptPdf(text).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a transcript as PDF', () => {
  it('has title, date, duration, speakers, mark, topics and passages with their times, in order and by kind', async () => {
    const segments = [
      passage(0, ' Water  them\u0007 daily. ', 'S1'),
      passage(1, 'Leave <them>.', 'S1'),
      passage(2, 'Why?', 'S2'),
    ];
    const read = await print(segments, {
      marks: ['[Draft by machine.]'],
      transcript: {
        ...{ segments, language: 'en-GB', durationSeconds: 3_725 },
        speakers: [{ id: 'S1', name: 'Ruth' }, { id: 'S2' }],
      },
      topics: [topic('Water', 0, 30), topic('What stays', 31, 90), topic('A walk without words', 90, 150)],
    });
    expect(read.paragraphs.map(({ kind, words }) => `${kind} ${joinLines(words)}`)).toEqual([
      'H1 In the garden',
      'P 2026-02-05 · 1:02:05',
      'P Speakers: Ruth, Speaker 2',
      'P [Draft by machine.]',
      'H2 Water',
      'P Ruth',
      'P 0:00 Water them daily.',
      'H2 What stays',
      'P 0:30 Leave <them>.',
      'P Speaker 2',
      'P 1:00 Why?',
      'H2 A walk without words',
    ]);
    expect(read).toMatchObject({ title: 'In the garden', language: 'en-GB', isTagged: true });
    expect(read.bookmarks.map(({ title, page }) => [title, page])).toEqual([
      ['Water', 1],
      ['What stays', 1],
      ['A walk without words', 1],
    ]);
    expect(read.pages.map((lines) => lines.at(-1))).toEqual(['1 / 1']);
  });

  it.each([
    ['Cyrillic', 'Съешь же ещё этих мягких французских булок, да выпей чаю. Ґанок, ў, ђ, ћ. За́мок.'],
    ['Greek', 'Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία. Ώρα, ϊ, ΐ.'],
    ['Latin of many languages', 'Zażółć gęślą jaźń. Þórður, ŋ, İstanbul, ệ, Ș, ß – “quoted” … 5 € ≠ ½.'],
    ['Armenian and Georgian', 'Բարեւ։ გამარჯობა.'],
  ])('has %s letters as they are', async (_, words) => {
    const { paragraphs, title } = await print([passage(0, words)], { title: words });
    expect(joinLines(paragraphs.at(-1)?.words)).toBe(`0:00 ${words.normalize('NFC')}`);
    expect(title).toBe(words.normalize('NFC'));
  });

  it('has numbered pages, to which bookmarks lead, and a whole transcript of ten hours', async () => {
    const segments = Array.from({ length: 2_000 }, (_, id) =>
      passage(id, `Passage ${String(id)} ${'of fifty words '.repeat(16)}.`),
    );
    const topics = Array.from({ length: 10 }, (_, index) => topic(`Hour ${String(index)}`, index * 6_000, index * 6_000 + 6_000));
    const read = await print(segments, { topics });
    const { length } = read.pages;
    expect(length).toBeGreaterThan(100);
    expect(read.pages.map((lines) => lines.at(-1))).toEqual(read.pages.map((_, at) => `${String(at + 1)} / ${String(length)}`));
    for (const { title, page } of read.bookmarks) expect(read.pages[page - 1]).toContain(title);
    const numbers = read.paragraphs.flatMap(({ words }) => /Passage (\d+)/.exec(words)?.[1] ?? []);
    expect(numbers).toEqual(segments.map(({ id }) => String(id)));
  });

  it('has no heading or speaker at the end of a page', async () => {
    for (let lines = 30; lines < 50; lines += 1) {
      const segments = Array.from({ length: lines + 1 }, (_, id) => passage(id, 'One line.', 'S1'));
      const transcript = { segments, language: 'en', durationSeconds: 1, speakers: [{ id: 'S1' }] };
      const { pages } = await print(segments, { transcript, topics: [topic('Late', 30 * lines, 30 * lines + 30)] });
      for (const page of pages) expect(page.at(-2)).toMatch(/One line/);
    }
  });

  it('divides a word that is longer than a line, and a passage that is longer than a page', async () => {
    const word = 'Donaudampfschiff'.repeat(1_000);
    const { pages, paragraphs } = await print([passage(0, `A ${word} B`)]);
    expect(pages.length).toBeGreaterThan(1);
    const parts = paragraphs.slice(2).map(({ words }) => words);
    expect(parts.join('').replaceAll(/\s/g, '') === `0:00A${word}B`).toBe(true);
  });

  it('has the same bytes for the same words', async () => {
    const text = textOf([passage(0, 'Water them.')]);
    expect((await renderTranscriptPdf(text)).equals(await renderTranscriptPdf(text))).toBe(true);
  });

  it('embeds only the letters that it uses', async () => {
    expect((await renderTranscriptPdf(textOf([passage(0, 'Water them.')]))).length).toBeLessThan(30_000);
  });

  it('names no language that is none', async () => {
    const segments = [passage(0, 'Water them.')];
    const { language } = await print(segments, { transcript: { segments, language: ') /X (', durationSeconds: 1 } });
    expect(language).toBeNull();
  });

  it.each([
    ['Chinese', '你好', 'A PDF of this server cannot show Chinese (你 好).'],
    ['Japanese', 'こんにちは', 'A PDF of this server cannot show Japanese (こ ん に …).'],
    ['Korean', '안녕', 'A PDF of this server cannot show Korean (안 녕).'],
    ['Hebrew', 'Say שלום', 'A PDF of this server cannot show Hebrew (ש ל ו …).'],
    ['Arabic', 'سلام', 'A PDF of this server cannot show Arabic (س ل ا …).'],
    ['Thai', 'ไทย', 'A PDF of this server cannot show Thai (ไ ท ย).'],
    ['an emoji and Hindi', 'हा 🦜', 'A PDF of this server cannot show Hindi (Devanagari) (ह ा) and emoji (🦜).'],
    ['a private character', 'x\ue000', 'A PDF of this server cannot show characters (\ue000).'],
  ])('is refused with %s, which it names', async (_, words, detail) => {
    for (const text of [textOf([passage(0, words)]), textOf([passage(0, 'a')], { title: words })])
      expect(await problemOf(text)).toMatchObject({ code: 'no-pdf', status: 422, message: detail });
  });

  it('is refused with all characters of a script at once', async () => {
    const all = String.fromCodePoint(...Array.from({ length: 60_000 }, (_, index) => 0x2_0000 + index));
    expect(await problemOf(textOf([passage(0, all)]))).toMatchObject({ code: 'no-pdf' });
  });

  it('makes of odd characters what a page can show', async () => {
    const odd = 'a\u0000b\uffffc\u00add\u200de\ud800f\u202eg\r\n\t\u2028h';
    const { paragraphs } = await print([passage(0, odd), passage(1, '\u200b'), passage(2, ' ')], { title: '\u0007' });
    expect(paragraphs.map(({ words }) => joinLines(words))).toEqual(['2026-02-05 · 1:02:05', '0:00 a b cde\ufffdfg h']);
  });

  it.each([
    ['a million passages', () => Array.from({ length: 1_000_000 }, (_, id) => passage(id, 'a'))],
    ['a passage of four million letters', () => [passage(0, 'a'.repeat(4_000_000))]],
  ])('is refused with %s', async (_, segments) => {
    expect(await problemOf(textOf(segments()))).toMatchObject({
      code: 'no-pdf',
      message: expect.stringContaining('longer than') as string,
    });
  });

  it('has a word of a million letters', async () => {
    expect((await renderTranscriptPdf(textOf([passage(0, 'a'.repeat(1_000_000))]))).length).toBeLessThan(1_000_000);
  });
});
