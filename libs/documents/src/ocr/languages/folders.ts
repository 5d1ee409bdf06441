import { join, resolve } from 'node:path';
import { findModelsFolder } from '@throughline/media/speech-models';

type Environment = Readonly<Record<string, string | undefined>>;

export interface OcrFolders {
  /** The folder of downloaded languages, beside the speech models, which workers in containers share too. */
  readonly downloads: string;
  /** The operator's folder (`TL_OCR_DATA`), whose files come first. */
  readonly own: string | undefined;
}

export function findOcrFolders(env: Environment, root: string): OcrFolders {
  const own = env['TL_OCR_DATA'];
  return { downloads: join(findModelsFolder(env, root), 'ocr'), own: own ? resolve(root, own) : undefined };
}

export const languageFile = (folder: string, language: string): string => join(folder, `${language}.traineddata`);
