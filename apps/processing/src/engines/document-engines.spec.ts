import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@throughline/stack/testing';
import { openDocumentEngines } from './document-engines.js';

describe('the document engines of a service', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'document-engines-'));
  });
  afterEach(async () => {
    jest.useRealTimers();
    await rm(folder, { recursive: true, force: true });
  });

  it('report an OCR language that arrives while the service runs, once', async () => {
    jest.useFakeTimers({ doNotFake: ['Date', 'performance', 'setTimeout', 'setImmediate', 'nextTick'] });
    const engines = await openDocumentEngines({
      recognition: { engine: 'tesseract.js', path: '', folders: { downloads: folder } },
      conversion: { gotenbergUrl: undefined, sofficePath: '/nowhere/soffice' },
      engines: {},
    });
    const ocr = (): readonly string[] | undefined => engines.notes().find(({ kind }) => kind === 'ocr')?.languages;
    let changes = 0;
    engines.watch(() => (changes += 1));
    expect(ocr()).not.toContain('tha');
    await writeFile(join(folder, 'tha.traineddata'), '');
    jest.advanceTimersByTime(5_000);
    await until(() => changes === 1);
    expect(ocr()).toContain('tha');
    jest.advanceTimersByTime(5_000);
    await writeFile(join(folder, 'lao.traineddata'), '');
    jest.advanceTimersByTime(5_000);
    await until(() => changes === 2);
    expect(ocr()).toContain('lao');
  });
});
