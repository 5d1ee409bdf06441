import { availableParallelism } from 'node:os';
import { findProgram } from '@throughline/media';
import { findLanguageData, type LanguageData } from './language-data.js';
import type { Recogniser } from './task.js';

export interface OcrEngine {
  /** `tesseract.js`, `tesseract`. */
  readonly id: string;
  readonly recogniser: Recogniser;
  readonly data: LanguageData;
}

export interface OcrSettings {
  /** `auto` uses the program if it is installed, otherwise the bundled engine. */
  readonly engine: 'auto' | 'tesseract' | 'tesseract.js' | 'off';
  /** The program's name or path. */
  readonly path: string;
  readonly dataFolder?: string | undefined;
}

/**
 * Returns `undefined` if OCR is off. Throws if the program is configured by name but missing, which stops the service at its
 * start.
 */
export async function openOcr(settings: OcrSettings): Promise<OcrEngine | undefined> {
  const { engine, path, dataFolder } = settings;
  if (engine === 'off') return undefined;
  const data = await findLanguageData(dataFolder);
  const program = engine === 'tesseract.js' ? undefined : await findProgram(path);
  if (program !== undefined) return { id: 'tesseract', recogniser: { kind: 'tesseract', path: program, env: {} }, data };
  if (engine === 'tesseract')
    throw new Error(`TL_OCR_ENGINE requires tesseract, but '${path}' does not exist: set TL_TESSERACT_PATH`);
  return { id: 'tesseract.js', recogniser: { kind: 'tesseract.js' }, data };
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

/** CPU time may exceed the elapsed time by this factor: WebAssembly and drawing use several threads. */
export const countCoresPerDocument = (): number => Math.min(4, availableParallelism());
