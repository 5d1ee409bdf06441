import { useEffect, useState } from 'react';
import type { PDFPageProxy } from './pdf-library.js';
import type { OpenPdf } from './use-pdf.js';

export type PageState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly page: PDFPageProxy }
  | { readonly kind: 'failed' };

interface Answer {
  readonly file: OpenPdf['file'];
  readonly number: number;
  readonly state: PageState;
}

const READING: PageState = { kind: 'reading' };

/** Returns the answer only if it is about this page of this file. */
export const findPage = (answer: Answer | undefined, { file }: Pick<OpenPdf, 'file'>, number: number): PageState =>
  answer?.file === file && answer.number === number ? answer.state : READING;

/** Reads one page of the file, the first one with the number 1. */
export function usePdfPage(pdf: OpenPdf, number: number): PageState {
  const { file } = pdf;
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    let isWanted = true;
    const show = (state: PageState): void => {
      if (isWanted) setAnswer({ file, number, state });
    };
    file.getPage(number).then(
      (page) => {
        show({ kind: 'read', page });
      },
      () => {
        show({ kind: 'failed' });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [file, number]);
  return findPage(answer, pdf, number);
}
