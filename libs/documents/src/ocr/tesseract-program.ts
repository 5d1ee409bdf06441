import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RecognisedWord } from './recognised-words.js';
import type { PictureReader } from './tesseract-js.js';

const run = promisify(execFile);
/** `level` of a word in the program's table. */
const WORD = '5';

/** Parses the program's table, which has a line for each block, paragraph, line and word. */
export function parseWordTable(table: string): readonly RecognisedWord[] {
  const lines = new Map<string, number>();
  return table.split('\n').flatMap((row) => {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, ...rest] = row.split('\t');
    const text = rest.join('\t').trim();
    if (level !== WORD || text === '') return [];
    const key = [page, block, paragraph, line].join('.');
    const number = lines.get(key) ?? lines.size;
    lines.set(key, number);
    const [x, y] = [Number(left), Number(top)];
    return [
      {
        text,
        confidence: Number(confidence),
        left: x,
        top: y,
        right: x + Number(width),
        bottom: y + Number(height),
        line: number,
      },
    ];
  });
}

export interface TesseractProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs tesseract as a child process, which ends with this process. */
export function tesseractProgram(
  program: TesseractProgram,
  { languages, dataFolder, folder }: { languages: readonly string[]; dataFolder: string; folder: string },
): PictureReader {
  return {
    async read(png) {
      const [picture, result] = [join(folder, 'page.png'), join(folder, 'page')];
      await writeFile(picture, png);
      const args = [
        picture,
        result,
        '--tessdata-dir',
        dataFolder,
        '-l',
        languages.join('+'),
        '--oem',
        '1',
        '-c',
        'tessedit_create_tsv=1',
      ];
      // One core for each document, so that other documents keep theirs.
      await run(program.path, args, { env: { LC_ALL: 'C', OMP_THREAD_LIMIT: '1', ...program.env } });
      return parseWordTable(await readFile(`${result}.tsv`, 'utf8'));
    },
  };
}
