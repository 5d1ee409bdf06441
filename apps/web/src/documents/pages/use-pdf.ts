import type { Artifact } from '@throughline/api-client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FileRanges } from './file-ranges.js';
import type * as Library from './pdf-library.js';

/** An open PDF, and the library that draws its pages. */
export interface OpenPdf {
  readonly library: typeof Library;
  readonly file: Library.PDFDocumentProxy;
}

/** `script`: the viewer itself could not be loaded, which says nothing about the file. */
export type PdfFailure = 'locked' | 'broken' | 'script';

export type PdfState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly pdf: OpenPdf }
  | { readonly kind: 'failed'; readonly why: PdfFailure };

interface Opening {
  /** Never settles if it was closed before. */
  readonly settled: Promise<PdfState>;
  readonly close: () => void;
}

const LOADING: PdfState = { kind: 'loading' };

/** Without a request for the file, its worker never ran. */
export function findFailure(error: unknown, { isUsed }: Pick<FileRanges, 'isUsed'>): PdfFailure {
  if (!isUsed) return 'script';
  return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken';
}

function openFile(address: Library.PdfAddress, onRanges: (ranges: FileRanges) => void): Opening {
  let opening: ReturnType<typeof Library.openPdf> | undefined;
  let isClosed = false;
  const open = async (): Promise<PdfState> => {
    let library: typeof Library;
    try {
      library = await import('./pdf-library.js');
    } catch {
      return { kind: 'failed', why: 'script' };
    }
    if (isClosed) return LOADING;
    opening = library.openPdf(address);
    onRanges(opening.ranges);
    try {
      return { kind: 'open', pdf: { library, file: await opening.task.promise } };
    } catch (error) {
      return { kind: 'failed', why: findFailure(error, opening.ranges) };
    }
  };
  return {
    settled: open(),
    close: () => {
      isClosed = true;
      // pdf.js ends the ranges only after its worker has begun.
      opening?.ranges.close();
      void opening?.task.destroy();
    },
  };
}

/** The file that is shown, and the ranges of the one that is wanted. */
export interface ShownPdf {
  readonly state: PdfState;
  /** True while the wanted file is read and another one, or an earlier attempt, is shown. */
  readonly isReading: boolean;
  /** Undefined until the file is asked for. */
  readonly ranges: FileRanges | undefined;
}

/**
 * Fetches the library with the first PDF, and opens the file. The previous file stays open until the next one can be shown.
 * `attempt` opens the same file again.
 */
export function usePdf({ url, size, sha256 }: Pick<Artifact, 'url' | 'size' | 'sha256'>, attempt: number): ShownPdf {
  // A later run makes another file with the same address.
  const of = `${sha256} ${String(attempt)} ${url}`;
  const [opened, setOpened] = useState<{ readonly of: string; readonly state: PdfState; readonly close: () => void }>();
  const [asked, setAsked] = useState<{ readonly of: string; readonly ranges: FileRanges }>();
  useEffect(() => {
    let isWanted = true;
    let isShown = false;
    const { settled, close } = openFile({ url, size, sha256 }, (ranges) => {
      setAsked({ of, ranges });
    });
    void settled.then((state) => {
      if (!isWanted) return;
      isShown = true;
      setOpened({ of, state, close });
    });
    return () => {
      isWanted = false;
      // A file that never answers, or never ends, must not live on.
      if (!isShown) close();
    };
  }, [of, url, size, sha256]);
  useEffect(() => opened?.close, [opened]);
  return {
    state: opened?.state ?? LOADING,
    isReading: opened?.of !== of,
    ranges: asked?.of === of ? asked.ranges : undefined,
  };
}

const subscribeToNone = () => (): void => undefined;

/** Returns why a part of the file could not be read, until it is asked for again. */
export const useRangeFailure = (ranges: FileRanges | undefined): Error | undefined =>
  useSyncExternalStore(
    ranges?.subscribe ?? subscribeToNone,
    () => ranges?.failure,
    () => undefined,
  );
