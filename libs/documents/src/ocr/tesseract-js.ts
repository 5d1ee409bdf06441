import { createRequire } from 'node:module';
import type { Block, Worker } from 'tesseract.js';
import { Refusal } from '../isolated/refusal.js';
import type { SeenWord } from './recognised.js';

/** Recognises pictures, one after another. */
export interface PictureReader {
  read(png: Buffer): Promise<readonly SeenWord[]>;
}

// The library is CommonJS; what it takes from a network otherwise is named, so that it never asks for one.
const tesseract = createRequire(import.meta.url)('tesseract.js') as typeof import('tesseract.js');

/** tesseract as WebAssembly, in a thread of this process. */
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
      // Otherwise it leaves copies of the data in the working folder.
      cacheMethod: 'none',
      errorHandler: () => undefined,
    });
  } catch (cause) {
    const names = languages.join(', ');
    throw new Refusal(
      'ocr-data-unusable',
      `The data for recognising ${names} cannot be used: it is none of tesseract 4 or newer`,
      {
        cause,
      },
    );
  }
}

function wordsIn(blocks: readonly Block[]): readonly SeenWord[] {
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
