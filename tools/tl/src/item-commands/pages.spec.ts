import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';
import { parsePages, turnPages } from './pages.js';
import { toPartArguments } from './suggested-cuts.js';

const AT = `/api/v1/documents/${ID}`;
const OTHER = '0199f5a0-4f0c-7c3e-9d0a-0000000000ff';
const made = { documents: [{ id: OTHER, revision: '7', title: 'scan (1-3)', pages: 3 }] };

describe('parsePages', () => {
  it.each([
    ['4', [{ from: 4 }]],
    ['1-3, 7', [{ from: 1, to: 3 }, { from: 7 }]],
    [
      '2:90,3-4:180',
      [
        { from: 2, rotate: 90 },
        { from: 3, to: 4, rotate: 180 },
      ],
    ],
  ])('reads %s', (text, pages) => {
    expect(parsePages(text)).toEqual(pages);
  });

  it.each(['', '1-', 'a', '1:45', '1,,2', '-3'])('refuses %j', (text) => {
    expect(() => parsePages(text)).toThrow('must be pages');
  });
});

describe('turnPages', () => {
  it('keeps the order and the other pages', () => {
    expect(turnPages([{ from: 4 }, { from: 2 }], 90, 5)).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2, rotate: 90 },
      { from: 3, to: 3 },
      { from: 4, to: 4, rotate: 90 },
      { from: 5, to: 5 },
    ]);
  });

  it.each([[[{ from: 6 }]], [[{ from: 1, to: 3 }, { from: 2 }]], [[{ from: 3, to: 2 }]]])('refuses %j', (pages) => {
    expect(() => turnPages(pages, 90, 5)).toThrow('--pages must be pages from 1 to 5, each once');
  });
});

describe('toPartArguments', () => {
  it('names the pages of each document, without the sheets between them', () => {
    const at = (before: number | null, ...leaveOut: number[]) => ({ before, leave_out: leaveOut, reasons: [] });
    expect(toPartArguments({ pages: 9, suggestions: [at(null, 1), at(4), at(6, 5), at(null, 9)] })).toEqual(['2-3', '4', '6-8']);
    expect(toPartArguments({ pages: 3, suggestions: [at(null, 2)] })).toEqual(['1,3']);
  });
});

describe('tl documents', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it.each([
    [
      ['split', ID, '1-3', '4:90'],
      `POST ${AT}/parts`,
      { parts: [{ pages: [{ from: 1, to: 3 }] }, { pages: [{ from: 4, rotate: 90 }] }] },
    ],
    [['rotate', ID, '--by', '180'], `POST ${AT}/parts`, { parts: [{ pages: [{ from: 1, to: 3, rotate: 180 }] }] }],
    [
      ['merge', ID, OTHER, '--title', 'Both'],
      'POST /api/v1/documents/merge',
      { documents: [{ id: ID }, { id: OTHER }], title: 'Both' },
    ],
  ])('%j sends its request once, and shows the new documents', async (line, request, body) => {
    server.prepare({
      [`GET ${AT}`]: { body: aRecording({ record: { pages: 3 } } as never) },
      [request]: { status: 202, body: made },
    });
    const { code, out, err } = await server.tl('documents', ...line);
    expect([code, err]).toEqual([0, 'The document is being made.\n']);
    expect(out).toMatch(new RegExp(`^${OTHER} +3 +scan \\(1-3\\)$`, 'm'));
    expect(server.changes).toMatchObject([{ line: request, body, headers: { 'idempotency-key': expect.any(String) as string } }]);
    expect(JSON.parse((await server.tl('documents', ...line, '--json')).out)).toEqual(made);
  });

  it('shows where new documents seem to begin, and changes nothing', async () => {
    const detail = 'The numbers of the pages begin again: “Page 1 of 3”.';
    const suggestions = [{ before: 3, leave_out: [2], reasons: [{ kind: 'page-number', quote: 'Page 1 of 3', detail }] }];
    const cuts = { known: true, why: null, pages: 5, unread_pages: [5], suggestions };
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`GET ${AT}/suggested-cuts`]: { body: cuts } });
    const { code, out, err } = await server.tl('documents', 'split', ID, '--suggest');
    expect([code, server.changes]).toEqual([0, []]);
    expect(out).toMatch(/^BEFORE PAGE +LEFT OUT +WHY\n3 +2 +The numbers of the pages begin again: “Page 1 of 3”.$/m);
    expect(err).toContain(`tl documents split ${ID} 1 3-5`);
    expect(err).toContain('could not be read: 5');
    expect(JSON.parse((await server.tl('documents', 'split', ID, '--suggest', '--json')).out)).toEqual(cuts);
  });

  it('shows several commands if one would make too many documents', async () => {
    const at = (before: number) => ({ before, leave_out: [], reasons: [] });
    const suggestions = Array.from({ length: 104 }, (_, index) => at(index + 2));
    const cuts = { known: true, why: null, pages: 105, unread_pages: [], suggestions };
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`GET ${AT}/suggested-cuts`]: { body: cuts } });
    const { err } = await server.tl('documents', 'split', ID, '--suggest');
    const first = Array.from({ length: 100 }, (_, index) => index + 1).join(' ');
    expect(err).toContain(`\`tl documents split ${ID} ${first}\`, then \`tl documents split ${ID} 101 102 103 104 105\``);
  });

  it('says why no cuts are known', async () => {
    const cuts = { known: false, why: 'not-read', pages: null, unread_pages: [], suggestions: [] };
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`GET ${AT}/suggested-cuts`]: { body: cuts } });
    const { code, out, err } = await server.tl('documents', 'split', ID, '--suggest');
    expect([code, out, err]).toEqual([0, '', 'Not known yet, because the document has not been read.\n']);
  });

  it.each([[[]], [['1-3', '--suggest']]])('needs pages or --suggest: %j', async (more) => {
    server.prepare({});
    expect((await server.tl('documents', 'split', ID, ...more)).code).toBe(2);
    expect(server.changes).toEqual([]);
  });

  it('refuses degrees in the pages that --by turns', async () => {
    server.prepare({});
    const { code, err } = await server.tl('documents', 'rotate', ID, '--by', '90', '--pages', '2:180');
    expect(code).toBe(2);
    expect(err).toContain('must be pages without degrees');
    expect(server.changes).toEqual([]);
  });

  it('says where the pages of a document come from', async () => {
    const documents = [
      { id: OTHER, pages: [{ from: 2, to: 3, rotate: 90 }] },
      { id: ID, pages: null },
    ];
    const source = { ...aRecording().source, made_of: { documents, left_out: ['bookmarks'] } };
    server.prepare({
      [`GET ${AT}`]: { body: { ...aRecording({ source }), title: 'Letter' } },
      [`GET ${AT}/artifacts`]: { body: { items: [] } },
    });
    const { out } = await server.tl('documents', 'status', ID);
    expect(out).toMatch(
      new RegExp(`^made of +pages 2–3 \\(turned by 90°\\) of ${OTHER}, which is no longer in this library$`, 'm'),
    );
    expect(out).toMatch(new RegExp(`^ +all pages of ${ID} \\(Letter\\)$`, 'm'));
    expect(out).toMatch(/^not taken over +bookmarks$/m);
  });
});
