import { useEffect, useRef, useState, type CSSProperties, type ReactElement, type RefObject } from 'react';
import { findPlace, type TextRange } from './find-place.js';
import type { PDFPageProxy, PlacedText } from './pdf-library.js';
import type { OpenPdf } from './use-pdf.js';

/** A range of the extracted text of the page. */
export interface Mark extends TextRange {
  /** The extracted text of the whole page. */
  readonly text: string;
}

/** A box over the page, in percent of its size. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The text layer has other fonts than the file, so a word may begin a little before its box. A share of its height. */
const MARGIN = 0.35;

/** Measures where the range of the text stands on the page. */
function measureMark(page: HTMLElement, pieces: readonly PlacedText[], mark: Mark): readonly Box[] {
  const parts = findPlace(
    pieces.map(({ text }) => text),
    mark.text,
    mark,
  );
  const frame = page.getBoundingClientRect();
  return parts.flatMap(({ piece, from, to }) => {
    const node = pieces[piece]?.element.firstChild;
    if (!(node instanceof Text)) return [];
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].map(({ left, top, width, height }) => ({
      left: (100 * (left - frame.left - MARGIN * height)) / frame.width,
      top: (100 * (top - frame.top)) / frame.height,
      width: (100 * (width + 2 * MARGIN * height)) / frame.width,
      height: (100 * height) / frame.height,
    }));
  });
}

interface Props {
  readonly pdf: OpenPdf;
  readonly page: PDFPageProxy;
  /** In CSS pixels. */
  readonly width: number;
  /** In degrees, clockwise. */
  readonly turn: number;
  readonly mark: Mark | undefined;
  readonly onFailure: () => void;
}

/** Draws the page into a new canvas, which replaces the present one when it is complete. */
function useDrawing({ pdf, page, width, turn, onFailure }: Props): RefObject<HTMLDivElement | null> {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width === 0) return;
    const canvas = document.createElement('canvas');
    const drawn = pdf.library.drawPage(page, { canvas, width, turn });
    drawn.done.then(
      () => holder.current?.replaceChildren(canvas),
      (error: unknown) => {
        if (!(error instanceof Error && error.name === 'RenderingCancelledException')) onFailure();
      },
    );
    return drawn.cancel;
  }, [pdf, page, width, turn, onFailure]);
  return holder;
}

/** Lays the text over the page. Without it the page is only an image, which is no failure. */
function useTextLayer({ pdf, page, turn }: Props): readonly [RefObject<HTMLDivElement | null>, readonly PlacedText[]] {
  const holder = useRef<HTMLDivElement>(null);
  const [pieces, setPieces] = useState<readonly PlacedText[]>([]);
  useEffect(() => {
    let isWanted = true;
    const layer = document.createElement('div');
    layer.className = 'textLayer';
    holder.current?.replaceChildren(layer);
    void pdf.library.layText(page, layer, turn).then(
      (placed) => {
        if (isWanted) setPieces(placed);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [pdf, page, turn]);
  return [holder, pieces];
}

/** One page as an image, with its text, which can be selected, and the marked words. */
export function PdfPage(props: Props): ReactElement {
  const { pdf, page, width, turn, mark } = props;
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(props);
  const [text, pieces] = useTextLayer(props);
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  const size = pdf.library.measurePage(page, turn);
  useEffect(() => {
    const update = requestAnimationFrame(() => {
      setBoxes(frame.current === null || mark === undefined ? [] : measureMark(frame.current, pieces, mark));
    });
    return () => {
      cancelAnimationFrame(update);
    };
  }, [pieces, mark, turn]);
  const style: CSSProperties & Record<`--${string}`, number> = {
    inlineSize: width,
    blockSize: (width * size.height) / size.width,
    '--total-scale-factor': width / size.width,
  };
  return (
    <div ref={frame} className="sheet" style={style}>
      <div ref={drawing} className="sheet-image" aria-hidden="true" />
      <div ref={text} />
      {boxes.map(({ left, top, width: wide, height }) => (
        <span
          key={`${String(left)} ${String(top)}`}
          className="sheet-mark"
          style={{
            left: `${String(left)}%`,
            top: `${String(top)}%`,
            inlineSize: `${String(wide)}%`,
            blockSize: `${String(height)}%`,
          }}
        />
      ))}
    </div>
  );
}
