import { availableParallelism } from 'node:os';
import { findProgram } from '../programs/find-program.js';
import { findLanguageData, type LanguageData } from './language-data.js';
import type { Recogniser } from './task.js';

/** What recognises writing in pictures here. */
export interface OcrEngine {
  /** `tesseract.js`, `tesseract`. */
  readonly id: string;
  readonly recogniser: Recogniser;
  readonly data: LanguageData;
}

export interface OcrSettings {
  /** `auto`: the program where it is there, else what comes with the product. */
  readonly engine: 'auto' | 'tesseract' | 'tesseract.js' | 'off';
  /** The program's name or path. */
  readonly path: string;
  /** A folder with data of more languages. */
  readonly dataFolder?: string | undefined;
}

/** Undefined where recognising is switched off. A program that is asked for by name and is not there stops the start. */
export async function openOcr(settings: OcrSettings): Promise<OcrEngine | undefined> {
  const { engine, path, dataFolder } = settings;
  if (engine === 'off') return undefined;
  const data = await findLanguageData(dataFolder);
  const program = engine === 'tesseract.js' ? undefined : await findProgram(path);
  if (program !== undefined) return { id: 'tesseract', recogniser: { kind: 'tesseract', path: program, env: {} }, data };
  if (engine === 'tesseract')
    throw new Error(`TL_OCR_ENGINE asks for tesseract, and '${path}' is not there: TL_TESSERACT_PATH names it`);
  return { id: 'tesseract.js', recogniser: { kind: 'tesseract.js' }, data };
}

export type LanguageChoice =
  | { readonly languages: readonly string[]; readonly missing: readonly string[] }
  | { readonly refused: 'no_engine' | 'no_engine_for_language' };

/** The wanted languages that there are data for. With none of them nothing is read: letters of another script would be made up. */
export function chooseLanguages(engine: OcrEngine | undefined, wanted: readonly string[]): LanguageChoice {
  if (engine === undefined || engine.data.size === 0) return { refused: 'no_engine' };
  const languages = wanted.filter((language) => engine.data.has(language));
  if (languages.length === 0) return { refused: 'no_engine_for_language' };
  return { languages, missing: wanted.filter((language) => !engine.data.has(language)) };
}

/** Threads of WebAssembly and of the drawing together may use so much more than the time that goes by. */
export const coresPerDocument = (): number => Math.min(4, availableParallelism());
