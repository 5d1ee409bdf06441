import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Language, in the spelling of tesseract (`eng`, `rus`, `chi_sim`), to the file with its data. */
export type LanguageData = ReadonlyMap<string, string>;

const FILE = /^([a-z]{3}(?:_[a-z]{3,4})?)\.traineddata(\.gz)?$/;
/** Of the two sets in a package: small and as exact as is needed, made for the engine with a neural network. */
const PACKAGED = '4.0.0_best_int';
const DEBIAN = '/usr/share/tesseract-ocr';

const entries = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

async function inFolder(folder: string): Promise<readonly (readonly [string, string])[]> {
  return (await entries(folder)).flatMap((name) => {
    const language = FILE.exec(name)?.[1];
    return language === undefined ? [] : [[language, join(folder, name)] as const];
  });
}

/** Packages `@tesseract.js-data/<language>` that are installed beside the one that comes with the product. */
async function inPackages(): Promise<readonly (readonly [string, string])[]> {
  const packages = dirname(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')));
  const found = await Promise.all((await entries(packages)).map((name) => inFolder(join(packages, name, PACKAGED))));
  return found.flat();
}

async function inSystem(): Promise<readonly (readonly [string, string])[]> {
  const found = await Promise.all((await entries(DEBIAN)).map((version) => inFolder(join(DEBIAN, version, 'tessdata'))));
  return found.flat();
}

/** The languages that can be recognised on this machine. What the operator names goes before what is found. */
export async function findLanguageData(folder: string | undefined): Promise<LanguageData> {
  const [system, packages, own] = await Promise.all([inSystem(), inPackages(), folder === undefined ? [] : inFolder(folder)]);
  return new Map([...system, ...packages, ...own]);
}

const unpacked = promisify(gunzip);

/** Puts the data of some languages into one folder, as engines want it. */
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
