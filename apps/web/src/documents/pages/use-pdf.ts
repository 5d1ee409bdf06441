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
  | { readonly kind: 'failed'; readonly why: 'locked' | 'broken'; readonly message: string };

const LOADING: PdfState = { kind: 'loading' };

const toFailure = (error: unknown): PdfState => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', why: name === 'PasswordException' ? 'locked' : 'broken', message };
};

/** Fetches the library with the first PDF, and opens the file. Closes it with the view. `attempt` opens it again. */
export function usePdf(url: string, attempt: number): PdfState {
  const [opened, setOpened] = useState<{ readonly of: string; readonly state: PdfState }>();
  const of = `${String(attempt)} ${url}`;
  useEffect(() => {
    let task: Library.PDFDocumentLoadingTask | undefined;
    let isWanted = true;
    const open = async (): Promise<PdfState> => {
      try {
        const library = await import('./pdf-library.js');
        if (!isWanted) return LOADING;
        task = library.openPdf(url);
        return { kind: 'open', pdf: { library, file: await task.promise } };
      } catch (error) {
        return toFailure(error);
      }
    };
    void open().then((state) => {
      if (isWanted) setOpened({ of, state });
    });
    return () => {
      isWanted = false;
      void task?.destroy();
    };
  }, [of, url]);
  return opened?.of === of ? opened.state : LOADING;
}
