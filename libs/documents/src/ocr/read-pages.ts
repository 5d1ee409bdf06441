import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskHandler } from '../isolated/task.js';
import { openUnlockedPdf } from '../pdf/open.js';
import { readPage } from './read-page.js';
import { pageFileName, type ReadPagesInput } from './task.js';
import { tesseractJs, type PictureReader } from './tesseract-js.js';
import { tesseractProgram } from './tesseract-program.js';

const readerFor = (input: ReadPagesInput): Promise<PictureReader> =>
  input.recogniser.kind === 'tesseract.js'
    ? tesseractJs(input.languages, input.dataFolder)
    : Promise.resolve(tesseractProgram(input.recogniser, input));

export const readPages: TaskHandler<ReadPagesInput, object, { began: number } | { read: number }> = async (input, report) => {
  const document = await openUnlockedPdf(input.path);
  const reader = await readerFor(input);
  for (const number of input.pages) {
    report({ began: number });
    const page = await document.getPage(number);
    const text = await readPage(page, reader, input.maxPixels);
    page.cleanup();
    const file = join(input.folder, pageFileName(number));
    await writeFile(`${file}.part`, JSON.stringify(text));
    await rename(`${file}.part`, file);
    report({ read: number });
  }
  return {};
};
