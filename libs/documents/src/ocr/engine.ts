import { availableParallelism } from 'node:os';
import { findProgram } from '@throughline/media';
import { findLanguageData, type LanguageData } from './language-data.js';
import type { OcrFolders } from './languages/folders.js';
import type { Recogniser } from './task.js';

export interface OcrEngine {
  /** `tesseract.js`, `tesseract`. */
  readonly id: string;
  readonly recogniser: Recogniser;
  /** The languages as of the last look. */
  readonly data: LanguageData;
  /** Looks again which languages are there: one may be downloaded at any time. */
  readonly look: () => Promise<LanguageData>;
}

export interface OcrSettings {
  /** `auto` uses the program if it is installed, otherwise the bundled engine. */
  readonly engine: 'auto' | 'tesseract' | 'tesseract.js' | 'off';
  /** The program's name or path. */
  readonly path: string;
  readonly folders?: Partial<OcrFolders> | undefined;
}

/**
 * Returns `undefined` if OCR is off. Throws if the program is configured by name but missing, which stops the service at its
 * start.
 */
export async function openOcr(settings: OcrSettings): Promise<OcrEngine | undefined> {
  const { engine, path, folders } = settings;
  if (engine === 'off') return undefined;
  const program = engine === 'tesseract.js' ? undefined : await findProgram(path);
  if (program !== undefined) return createEngine('tesseract', { kind: 'tesseract', path: program, env: {} }, folders);
  if (engine === 'tesseract')
    throw new Error(`TL_OCR_ENGINE requires tesseract, but '${path}' does not exist: set TL_TESSERACT_PATH`);
  return createEngine('tesseract.js', { kind: 'tesseract.js' }, folders);
}

async function createEngine(id: string, recogniser: Recogniser, folders: OcrSettings['folders']): Promise<OcrEngine> {
  let data = await findLanguageData(folders);
  return {
    id,
    recogniser,
    get data() {
      return data;
    },
    look: async () => (data = await findLanguageData(folders)),
  };
}

export type LanguageChoice =
  | { readonly languages: readonly string[]; readonly missing: readonly string[] }
  | { readonly refused: 'no_engine' | 'no_engine_for_language' };

/**
 * Returns the requested languages for which data exists. With none, nothing is read: the engine would invent letters of another
 * script.
 */
export function chooseLanguages(engine: OcrEngine | undefined, wanted: readonly string[]): LanguageChoice {
  if (engine === undefined || engine.data.size === 0) return { refused: 'no_engine' };
  const languages = wanted.filter((language) => engine.data.has(language));
  if (languages.length === 0) return { refused: 'no_engine_for_language' };
  return { languages, missing: wanted.filter((language) => !engine.data.has(language)) };
}

/** Chooses languages, after a new look at the data if a language is missing. */
export async function chooseLanguagesNow(engine: OcrEngine | undefined, wanted: readonly string[]): Promise<LanguageChoice> {
  const choice = chooseLanguages(engine, wanted);
  if (engine === undefined || ('missing' in choice && choice.missing.length === 0)) return choice;
  await engine.look();
  return chooseLanguages(engine, wanted);
}

/** CPU time may exceed the elapsed time by this factor: WebAssembly and drawing use several threads. */
export const countCoresPerDocument = (): number => Math.min(4, availableParallelism());
