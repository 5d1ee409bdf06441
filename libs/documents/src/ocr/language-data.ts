import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { OCR_LANGUAGE_PATTERN } from '@throughline/contracts';
import type { OcrFolders } from './languages/folders.js';

/** Language, in tesseract's spelling (`eng`, `rus`, `chi_sim`), to the path of its data. */
export type LanguageData = ReadonlyMap<string, string>;

const FILE = /^([a-z_]+)\.traineddata(\.gz)?$/;
const LANGUAGE = new RegExp(OCR_LANGUAGE_PATTERN);
/** Data that Debian installs beside the languages: the direction of a script, and formulas. */
const NO_LANGUAGES: ReadonlySet<string> = new Set(['osd', 'equ']);
/** One of two data sets in a package: small, accurate enough, made for the neural engine. */
const PACKAGED = '4.0.0_best_int';
const DEBIAN = '/usr/share/tesseract-ocr';

const entries = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

async function findInFolder(folder: string): Promise<readonly (readonly [string, string])[]> {
  return (await entries(folder)).flatMap((name) => {
    const language = FILE.exec(name)?.[1] ?? '';
    return LANGUAGE.test(language) && !NO_LANGUAGES.has(language) ? [[language, join(folder, name)] as const] : [];
  });
}

/** Finds installed packages `@tesseract.js-data/<language>`, including the bundled one. */
async function findInPackages(): Promise<readonly (readonly [string, string])[]> {
  const packages = dirname(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')));
  const found = await Promise.all((await entries(packages)).map((name) => findInFolder(join(packages, name, PACKAGED))));
  return found.flat();
}

async function findInSystem(): Promise<readonly (readonly [string, string])[]> {
  const found = await Promise.all((await entries(DEBIAN)).map((version) => findInFolder(join(DEBIAN, version, 'tessdata'))));
  return found.flat();
}

/** Returns the languages that this machine can recognise. The operator's files come before downloads and installed packages. */
export async function findLanguageData({ downloads, own }: Partial<OcrFolders> = {}): Promise<LanguageData> {
  const folders = [downloads, own].filter((folder) => folder !== undefined);
  const found = await Promise.all([findInSystem(), findInPackages(), ...folders.map(findInFolder)]);
  return new Map(found.flat());
}

const unpacked = promisify(gunzip);

/** Collects the data of some languages in one folder, as engines require. */
export async function gatherLanguageData(data: LanguageData, languages: readonly string[], into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const language of languages) {
    const file = data.get(language);
    if (file === undefined) continue;
    const target = join(into, `${language}.traineddata`);
    if (file.endsWith('.gz')) await writeFile(target, await unpacked(await readFile(file)));
    else await copyFile(file, target);
  }
}
