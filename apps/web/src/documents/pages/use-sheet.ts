import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { PDFPageProxy, PlacedText } from './pdf-library.js';
import type { OpenPdf } from './use-pdf.js';

export interface SheetInput {
  readonly pdf: OpenPdf;
  /** The first page is 1. */
  readonly number: number;
  /** Undefined while the page is read. */
  readonly page: PDFPageProxy | undefined;
  /** In CSS pixels. */
  readonly width: number;
  /** In degrees, clockwise. */
  readonly turn: number;
  /** Keeps its identity. */
  readonly onFailure: (page: PDFPageProxy) => void;
}

/** The page whose image is there. */
export interface Drawn {
  readonly number: number;
  readonly page: PDFPageProxy;
  readonly turn: number;
}

/** The text of a page, laid over its image. */
export interface Laid {
  readonly page: PDFPageProxy;
  readonly turn: number;
  readonly element: HTMLElement;
  readonly pieces: readonly PlacedText[];
}

/** True if the image is that of the wanted page. The same page of another file counts, until its own image is there. */
export const isDrawnNow = (drawn: Drawn | undefined, { number, turn }: Pick<Drawn, 'number' | 'turn'>): boolean =>
  drawn?.number === number && drawn.turn === turn;

/** Chooses the text over the image: never that of another page, and the new one only with its own image. */
export function chooseText<T extends Pick<Laid, 'page' | 'turn'>>(
  shown: T | undefined,
  laid: T | undefined,
  drawn: Drawn | undefined,
  isNow: boolean,
): T | undefined {
  if (!isNow) return undefined;
  return laid !== undefined && laid.page === drawn?.page && laid.turn === drawn.turn ? laid : shown;
}

/** Draws the page into a new canvas, which replaces the present one when it is complete. */
function useDrawing({ pdf, number, page, width, turn, onFailure }: SheetInput) {
  const { library } = pdf;
  const holder = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    if (page === undefined || width === 0) return;
    const canvas = document.createElement('canvas');
    const drawing = library.drawPage(page, { canvas, width, turn });
    drawing.done.then(
      () => {
        holder.current?.replaceChildren(canvas);
        setDrawn({ number, page, turn });
      },
      (error: unknown) => {
        if (!(error instanceof Error && error.name === 'RenderingCancelledException')) onFailure(page);
      },
    );
    return drawing.cancel;
  }, [library, number, page, width, turn, onFailure]);
  useEffect(
    () => () => {
      // pdf.js keeps the decoded images of each page otherwise.
      page?.cleanup();
    },
    [page],
  );
  return { holder, drawn };
}

/** Lays the text of the page. Without it the page is only an image, which is no failure. */
function useText({ pdf, page, turn }: SheetInput): Laid | undefined {
  const { library } = pdf;
  const [laid, setLaid] = useState<Laid>();
  useEffect(() => {
    if (page === undefined) return;
    let isWanted = true;
    const element = document.createElement('div');
    element.className = 'textLayer';
    void library.layText(page, element, turn).then(
      (pieces) => {
        if (isWanted) setLaid({ page, turn, element, pieces });
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [library, page, turn]);
  return laid;
}

export interface Sheet {
  /** Receives the canvas. */
  readonly image: RefObject<HTMLDivElement | null>;
  /** Receives the text layer. */
  readonly layer: RefObject<HTMLDivElement | null>;
  /** False while the image is none, or that of another page. */
  readonly isNow: boolean;
  readonly text: Laid | undefined;
}

/** Draws a page and lays its text over it. The previous image stays until the next one is complete. */
export function useSheet(input: SheetInput): Sheet {
  const { holder, drawn } = useDrawing(input);
  const laid = useText(input);
  const [shown, setShown] = useState<Laid>();
  const layer = useRef<HTMLDivElement>(null);
  const isNow = isDrawnNow(drawn, input);
  const next = chooseText(shown, laid, drawn, isNow);
  if (next !== shown) setShown(next);
  useLayoutEffect(() => {
    layer.current?.replaceChildren(...(shown === undefined ? [] : [shown.element]));
  }, [shown]);
  return { image: holder, layer, isNow, text: next };
}
