import { createRequire } from 'node:module';
import type { Block, Worker } from 'tesseract.js';
import { Refusal } from '../isolated/refusal.js';
import type { RecognisedWord } from './recognised-words.js';

export interface PictureReader {
  read(png: Buffer): Promise<readonly RecognisedWord[]>;
}

// The library is CommonJS. Every file that it would otherwise download has a local path here.
const tesseract = createRequire(import.meta.url)('tesseract.js') as typeof import('tesseract.js');

/** Runs tesseract as WebAssembly in a thread of this process. */
export async function tesseractJs(languages: readonly string[], dataFolder: string): Promise<PictureReader> {
  const worker = await opened(languages, dataFolder);
  return {
    async read(png) {
      const { data } = await worker.recognize(png, {}, { blocks: true, text: false });
      return wordsIn(data.blocks ?? []);
    },
  };
}

async function opened(languages: readonly string[], dataFolder: string): Promise<Worker> {
  try {
    return await tesseract.createWorker([...languages], tesseract.OEM.LSTM_ONLY, {
      langPath: dataFolder,
      gzip: false,
      // Other values leave copies of the data in the working folder.
      cacheMethod: 'none',
      errorHandler: () => undefined,
    });
  } catch (cause) {
    const names = languages.join(', ');
    throw new Refusal(
      'ocr-data-unusable',
      `The data for recognising ${names} cannot be used: it is not for tesseract 4 or later`,
      {
        cause,
      },
    );
  }
}

function wordsIn(blocks: readonly Block[]): readonly RecognisedWord[] {
  const lines = blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines: inside }) => inside));
  return lines.flatMap(({ words }, line) =>
    words.map(({ text, confidence, bbox }) => ({
      text,
      confidence,
      left: bbox.x0,
      top: bbox.y0,
      right: bbox.x1,
      bottom: bbox.y1,
      line,
    })),
  );
}
