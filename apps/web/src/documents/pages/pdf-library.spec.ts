import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { dirname } from 'node:path';
import type * as Library from './pdf-library.js';

const COUNT = 1_000_000_000;
/** States a billion pages, and has two. */
const OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  `<< /Type /Pages /Count ${String(COUNT)} /Kids [3 0 R 5 0 R] >>`,
  `<< /Type /Pages /Count ${String(COUNT - 1)} /Parent 2 0 R /Kids [4 0 R] >>`,
  '<< /Type /Page /Parent 3 0 R /MediaBox [0 0 200 100] >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>',
];

function writePdf(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  const starts: number[] = [];
  let pdf = '%PDF-1.7\n';
  objects.forEach((object, index) => {
    starts.push(pdf.length);
    pdf += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
  });
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(pdf.length)}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}

/** Answers ranges of the file, after a first request that fails. */
function serveAfterFailure(file: Uint8Array<ArrayBuffer>): void {
  let isFirst = true;
  globalThis.fetch = (_, init) => {
    if (isFirst) {
      isFirst = false;
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    const [, begin, last] = /^bytes=(\d+)-(\d+)$/u.exec(new Headers(init?.headers).get('range') ?? '') ?? [];
    return Promise.resolve(new Response(file.slice(Number(begin), Number(last) + 1), { status: 206 }));
  };
}

describe('a PDF in the viewer', () => {
  const { fetch } = globalThis;
  let library: typeof Library;
  beforeAll(async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    // The build sets it for browsers.
    Object.assign(globalThis, { PDF_DATA_FOLDER: pathToFileURL(folder).href });
    library = await import('./pdf-library.js');
  }, 60_000);
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('opens after a range that failed was asked for again, and may state any number of pages', async () => {
    const file = writePdf(OBJECTS);
    serveAfterFailure(file);
    const { task, ranges } = library.openPdf({ url: '/files/a.pdf', size: file.length, sha256: 'a'.repeat(64) });
    await new Promise<void>((resolve) => {
      ranges.subscribe(resolve);
    });
    expect(ranges.failure).toMatchObject({ kind: 'away' });
    ranges.retry();
    const pdf = await task.promise;
    expect(pdf.numPages).toBe(COUNT);
    expect(library.measurePage(await pdf.getPage(1), 90)).toEqual({ width: 100, height: 200 });
    await expect(pdf.getPage(3)).rejects.toThrow();
    await task.destroy();
    // The worker of pdf.js is a large script, which a busy machine compiles slowly.
  }, 60_000);
});
