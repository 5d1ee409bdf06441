import { useEffect, useState } from 'react';
import type { PDFPageProxy } from './pdf-library.js';
import type { OpenPdf } from './use-pdf.js';

/** Reads one page of the file, the first one with the number 1. Undefined until it is read. `onFailure` keeps its identity. */
export function usePdfPage({ file }: OpenPdf, number: number, onFailure: () => void): PDFPageProxy | undefined {
  const [read, setRead] = useState<{ readonly of: OpenPdf['file']; readonly page: PDFPageProxy }>();
  useEffect(() => {
    let isWanted = true;
    file.getPage(number).then(
      (page) => {
        if (isWanted) setRead({ of: file, page });
      },
      () => {
        if (isWanted) onFailure();
      },
    );
    return () => {
      isWanted = false;
    };
  }, [file, number, onFailure]);
  return read?.of === file ? read.page : undefined;
}
