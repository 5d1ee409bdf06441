import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseLanguages, chooseLanguagesNow, openOcr, type OcrEngine } from './engine.js';
import { languageFile } from './languages/folders.js';

describe('the languages of an OCR engine', () => {
  let folder: string;
  let engine: OcrEngine | undefined;
  const folders = (): { downloads: string; own: string } => ({ downloads: join(folder, 'ocr'), own: join(folder, 'own') });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ocr-engine-'));
    engine = await openOcr({ engine: 'tesseract.js', path: '', folders: folders() });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const bring = async (into: string, language: string): Promise<void> => {
    await mkdir(into, { recursive: true });
    await writeFile(languageFile(into, language), '');
  };

  it('are found when they arrive, and looked for when one is missing', async () => {
    expect(await chooseLanguagesNow(engine, ['tha'])).toEqual({ refused: 'no_engine_for_language' });
    await bring(folders().downloads, 'tha');
    expect(chooseLanguages(engine, ['tha'])).toEqual({ refused: 'no_engine_for_language' });
    expect(await chooseLanguagesNow(engine, ['tha', 'lao'])).toEqual({ languages: ['tha'], missing: ['lao'] });
    expect(chooseLanguages(engine, ['tha'])).toEqual({ languages: ['tha'], missing: [] });
  });

  it("come from the operator's folder first, and are no other data of tesseract", async () => {
    for (const language of ['chi_sim_vert', 'osd', 'equ']) await bring(folders().downloads, language);
    await bring(folders().own, 'chi_sim_vert');
    const data = await engine?.look();
    expect(data?.get('chi_sim_vert')).toBe(languageFile(folders().own, 'chi_sim_vert'));
    expect(['osd', 'equ', 'eng'].map((each) => data?.has(each))).toEqual([false, false, true]);
  });

  it('are none without an engine', async () => {
    expect(await chooseLanguagesNow(undefined, ['eng'])).toEqual({ refused: 'no_engine' });
  });
});
