import type { Artifact } from '@throughline/api-types';
import { useEffect, useState } from 'react';
import type * as Library from './pdf-library.js';

/** An open PDF, and the library that draws its pages. */
export interface OpenPdf {
  readonly library: typeof Library;
  readonly file: Library.PDFDocumentProxy;
}

export type PdfState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly pdf: OpenPdf }
  | { readonly kind: 'failed'; readonly why: 'locked' | 'broken' };

interface Opening {
  readonly state: PdfState;
  readonly close: () => void;
}

const LOADING: PdfState = { kind: 'loading' };

const toFailure = (error: unknown): PdfState => ({
  kind: 'failed',
  why: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken',
});

async function open(url: string): Promise<Opening> {
  let task: Library.PDFDocumentLoadingTask | undefined;
  const close = (): void => {
    void task?.destroy();
  };
  try {
    const library = await import('./pdf-library.js');
    task = library.openPdf(url);
    return { state: { kind: 'open', pdf: { library, file: await task.promise } }, close };
  } catch (error) {
    return { state: toFailure(error), close };
  }
}

/**
 * Fetches the library with the first PDF, and opens the file. The previous file stays open until the next one can be shown.
 * `attempt` opens the same file again.
 */
export function usePdf({ url, sha256 }: Pick<Artifact, 'url' | 'sha256'>, attempt: number): PdfState {
  // A later run makes another file with the same address.
  const of = `${sha256} ${String(attempt)} ${url}`;
  const [opened, setOpened] = useState<Opening & { readonly of: string }>();
  useEffect(() => {
    let isWanted = true;
    void open(url).then((opening) => {
      if (isWanted) setOpened({ ...opening, of });
      else opening.close();
    });
    return () => {
      isWanted = false;
    };
  }, [of, url]);
  useEffect(() => opened?.close, [opened]);
  if (opened === undefined || (opened.of !== of && opened.state.kind === 'failed')) return LOADING;
  return opened.state;
}
