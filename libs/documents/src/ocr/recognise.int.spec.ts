import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import type { PartStore } from '@throughline/media';
import { scanPdf } from '../testing/scan.js';
import type { PageText, PlacedWord } from '../text/page-text.js';
import { chooseLanguages, openOcr, type OcrEngine } from './engine.js';
import { recognisePages, type RecognitionContext } from './recognise.js';

// Reading a page takes one second, or many on a busy machine.
jest.setTimeout(180_000);

const SHEETS = [
  { lines: ['The quick brown fox jumps over', 'the lazy dog. Invoice 4711 of'] },
  { lines: [] },
  { lines: ['Turned upside down this page is', 'readable nevertheless for us'], turned: 180 },
  { lines: ['Lying on its side this page is', 'readable nevertheless for us'], turned: 90 },
] as const;

const firstWord = ({ words = [] }: PageText): PlacedWord | undefined => words[0];

describe('recognisePages', () => {
  let folder: string;
  let path: string;
  let engine: OcrEngine;
  let runs: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-ocr-'));
    path = join(folder, 'scan.pdf');
    await writeFile(path, await scanPdf(SHEETS));
    const opened = await openOcr({ engine: 'tesseract.js', path: '' });
    if (opened === undefined) throw new Error('no engine');
    engine = opened;
    runs = 0;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const context = async (more: Partial<RecognitionContext> = {}): Promise<RecognitionContext> => {
    runs += 1;
    const scratch = join(folder, `run-${String(runs)}`);
    await mkdir(scratch);
    return { scratch, ...more };
  };
  const read = async (pages: readonly number[], more: Partial<RecognitionContext> = {}, of = path, using = engine) =>
    recognisePages({ path: of, pages, engine: using, languages: ['eng'], maxPixels: 50_000_000 }, await context(more));
  const memory = (): PartStore & { readonly kept: Map<string, string> } => {
    const kept = new Map<string, string>();
    return {
      kept,
      load: (name) => Promise.resolve(kept.get(name)),
      save: (name, content) => Promise.resolve(void kept.set(name, content)),
    };
  };

  it('reads pages in every direction, skips a blank page, and locates words on the page', async () => {
    const directions = testDepth.isFull ? [1, 2, 3, 4] : [1, 2, 3];
    const pages = await read(directions);
    expect(pages.map(({ source, turned }) => [source, turned])).toEqual(
      [
        ['ocr', 0],
        ['blank', undefined],
        ['ocr', 180],
        ['ocr', 270],
      ].slice(0, directions.length),
    );
    expect(pages.map(({ text }) => text.replaceAll('\n', ' '))).toEqual(
      [
        'The quick brown fox jumps over the lazy dog. Invoice 4711 of',
        '',
        'Turned upside down this page is readable nevertheless for us',
        'Lying on its side this page is readable nevertheless for us',
      ].slice(0, directions.length),
    );
    const [upright, , upsideDown, onItsSide] = pages.map(firstWord);
    // In points from the page's lower left corner. The word is at pixel (120, 200) from the upper left corner of the sheet.
    expect(upright).toMatchObject({ text: 'The', dy: 0 });
    expect([upright?.x, upright?.y].map((value = 0) => Math.round(value / 10))).toEqual([6, 75]);
    expect(upsideDown?.dx).toBeLessThan(0);
    if (testDepth.isFull) expect(onItsSide?.dy).toBeLessThan(0);
  });

  it('reads no page again that an earlier attempt stored', async () => {
    const parts = memory();
    const controller = new AbortController();
    const onPage = (): void => {
      controller.abort();
    };
    // Page 3 has to be read in several directions, so it is not done when the abort arrives.
    await expect(read([1, 3, 4], { parts, signal: controller.signal, onPage })).rejects.toMatchObject({ kind: 'aborted' });
    expect([...parts.kept.keys()]).toEqual(['page-1-tesseract-js-eng']);
    parts.kept.set('page-1-tesseract-js-eng', JSON.stringify({ page: 1, source: 'ocr', text: 'as it was kept' }));
    const done: number[] = [];
    const pages = await read([1, 2], { parts, onPage: (count) => done.push(count) });
    expect(pages.map(({ text }) => text)).toEqual(['as it was kept', '']);
    expect(done).toEqual([2]);
  });

  it('marks a page that takes too long as unread, and continues with the next', async () => {
    // Page 2 is blank, which shows before an engine is needed; page 1 has text.
    const pages = await read([1, 2], { pageTimeMs: 1 });
    expect(pages).toEqual([
      { page: 1, source: 'unread', text: '', reason: 'reader-timeout' },
      expect.objectContaining({ page: 2, source: expect.stringMatching(/^(unread|blank)$/), text: '' }),
    ]);
  });

  it('reads a page again in a new process, when the first one crashed', async () => {
    const program = join(folder, 'crashes-once.sh');
    const words = ['1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t', '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t96\\tRead'].join(
      '\\n',
    );
    const crash = `[ -e "$0.ran" ] || { touch "$0.ran"; kill -s SEGV $PPID; }`;
    await writeFile(program, `#!/bin/sh\n${crash}\nprintf '${words}' > "$2.tsv"\n`, { mode: 0o755 });
    const crashing: OcrEngine = { ...engine, id: 'tesseract', recogniser: { kind: 'tesseract', path: program, env: {} } };
    expect(await read([1], {}, path, crashing)).toMatchObject([{ page: 1, source: 'ocr', text: 'Read' }]);
  });

  it('gives up a document whose pages cannot be opened', async () => {
    const broken = join(folder, 'broken.pdf');
    await writeFile(broken, '%PDF-1.7 and nothing');
    await expect(read([1], {}, broken)).rejects.toMatchObject({ kind: 'permanent', code: 'broken' });
  });

  it('chooses the languages with data and reports the missing ones', () => {
    expect(chooseLanguages(engine, ['eng', 'ara', 'tha'])).toEqual({ languages: ['eng', 'ara'], missing: ['tha'] });
    expect(chooseLanguages(engine, ['tha'])).toEqual({ refused: 'no_engine_for_language' });
    expect(chooseLanguages(undefined, ['eng'])).toEqual({ refused: 'no_engine' });
  });

  it('stops the start if the configured program is missing', async () => {
    await expect(openOcr({ engine: 'tesseract', path: '/nowhere/tesseract' })).rejects.toThrow('TL_TESSERACT_PATH');
    expect(await openOcr({ engine: 'auto', path: '/nowhere/tesseract' })).toMatchObject({ id: 'tesseract.js' });
    expect(await openOcr({ engine: 'off', path: 'tesseract' })).toBeUndefined();
  });
});
