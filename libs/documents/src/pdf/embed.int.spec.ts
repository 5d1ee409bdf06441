import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIsolated } from '../isolated/run-isolated.js';
import { brokenPdf, encryptedPdf } from '../testing/odd-pdfs.js';
import { whitePng } from '../testing/pictures.js';
import { scanPdf } from '../testing/scan.js';
import { textPdf } from '../testing/text-pdf.js';
import type { DocumentText, PlacedWord } from '../text/page-text.js';
import { parsePdfDate } from './inspect.js';
import { embedIntoPdf } from './make-pdf.js';
import { readLayer } from './read-layer.js';
import { imagePdfTask, inspectPdfTask } from './tasks.js';
import { buildXmpPacket } from './xmp.js';

// Each read of a document is a separate process, which is slow on a busy machine.
jest.setTimeout(180_000);

const CHANGED = '2026-01-02T03:04:05.000Z';

describe('embedIntoPdf', () => {
  let folder: string;
  let scratch: string;
  let scan: string;
  let text: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-embed-'));
    scratch = join(folder, 'scratch');
    [scan, text] = [join(folder, 'scan.pdf'), join(folder, 'text.json')];
    await writeFile(scan, await scanPdf([{ lines: [] }]));
    const at = (word: string, x: number, y: number): PlacedWord => ({ text: word, x, y, dx: 60, dy: 0, height: 14 });
    const words = [
      at('Счёт', 60, 700),
      at('на', 130, 700),
      at('оплату', 200, 700),
      at('發票', 60, 650),
      at('Rechnung', 60, 600),
      at('😀', 60, 550),
    ];
    const written: DocumentText = { engine: 'x', languages: [], pages: [{ page: 1, source: 'ocr', text: '', words }] };
    await writeFile(text, JSON.stringify(written));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const embed = (path: string, described = {}) =>
    embedIntoPdf({ path, described, textPath: text, changedAt: CHANGED }, { scratch });

  it('makes the text of pictures searchable in any script', async () => {
    const made = await embed(scan);
    expect(made?.embedded).toEqual(['info', 'xmp', 'text']);
    const [page] = await readLayer(made?.path ?? '', { scratch });
    expect(page?.text.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Счёт на оплату',
      '發票',
      'Rechnung',
      '😀',
    ]);
  });

  it("writes metadata and keeps the file's own", async () => {
    const path = join(folder, 'titled.pdf');
    await writeFile(path, await textPdf([['A page with some text on it']], 'Its own title'));
    const kept = await embed(path, { author: 'ACME', keywords: ['one', 'two'] });
    expect(await runIsolated(inspectPdfTask, { path: kept?.path ?? '' }, { scratch })).toMatchObject({
      title: 'Its own title',
      author: 'ACME',
    });
    const named = await embed(path, { title: 'Счёт & <b>' });
    const bytes = (await readFile(named?.path ?? '')).toString('utf8');
    expect(bytes).toContain('<rdf:li xml:lang="x-default">Счёт &amp; &lt;b&gt;</rdf:li>');
    expect(bytes).toContain(`<xmp:ModifyDate>${CHANGED}</xmp:ModifyDate>`);
  });

  it('removes a title that a program has written, and keeps none of it', async () => {
    const path = join(folder, 'placeholder.pdf');
    await writeFile(path, await textPdf([['A page with some text on it']], 'about:blank'));
    const kept = await embed(path, { author: 'ACME' });
    expect(await runIsolated(inspectPdfTask, { path: kept?.path ?? '' }, { scratch })).not.toHaveProperty('title');
    expect((await readFile(kept?.path ?? '')).toString('latin1')).not.toContain('about:blank');
  });

  it('writes the same bytes in each attempt', async () => {
    const [one, other] = [await embed(scan, { title: 'A' }), await embed(scan, { title: 'A' })];
    expect((await readFile(one?.path ?? '')).equals(await readFile(other?.path ?? ''))).toBe(true);
  });

  it('makes no copy of a PDF that does not allow it', async () => {
    const path = join(folder, 'odd.pdf');
    await writeFile(path, encryptedPdf({ user: '', owner: 'x' }, 'Readable'));
    expect(await embed(path)).toBeUndefined();
    await writeFile(path, brokenPdf());
    expect(await embed(path)).toBeUndefined();
  });

  it('fails only the document if it needs too much memory', async () => {
    const path = join(folder, 'large.png');
    await writeFile(path, whitePng(10_000, 10_000));
    const few = { scratch, memoryBytes: 250 * 1024 ** 2 };
    await expect(runIsolated(imagePdfTask, { path, output: join(folder, 'large.pdf') }, few)).rejects.toMatchObject({
      kind: 'permanent',
      code: 'too-complex',
    });
  });
});

describe('buildXmpPacket', () => {
  it('contains nothing that XML cannot hold', () => {
    const packet = buildXmpPacket({ title: 'a\u0000b\ud800c', keywords: ['x"y'], language: 'en' }, CHANGED);
    expect(packet).toContain('a b c');
    expect(packet).toContain('<pdf:Keywords>x&quot;y</pdf:Keywords>');
    expect(packet).not.toContain('dc:creator');
  });
});

describe('parsePdfDate', () => {
  it.each([
    ["D:20240301120000+01'00'", '2024-03-01T11:00:00.000Z'],
    ['D:2024', '2024-01-01T00:00:00.000Z'],
    ['D:20240301120000Z', '2024-03-01T12:00:00.000Z'],
    ['yesterday', undefined],
    ['D:20249999', undefined],
  ])('converts %s to %s', (value, instant) => {
    expect(parsePdfDate(value)).toBe(instant);
  });
});
