import { useEffect, useRef, useState, type CSSProperties, type ReactElement, type RefObject } from 'react';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { findPlace, type TextRange } from './find-place.js';
import type { PlacedText } from './pdf-library.js';
import { useSheet, type Laid, type SheetInput } from './use-sheet.js';

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

interface Props extends SheetInput {
  /** Size of the page at 100 %, or of the previous one while the page is read. Undefined before the first page. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly mark: Mark | undefined;
  /** The range whose place somebody asked for last. A new object for each time. */
  readonly wanted: TextRange | undefined;
}

interface Measured {
  readonly text: Laid;
  readonly mark: Mark;
  readonly boxes: readonly Box[];
}

const NONE: readonly Box[] = [];

/** Measures the mark after the text has its place. Returns no boxes of another page or mark. */
function useBoxes(frame: RefObject<HTMLElement | null>, text: Laid | undefined, mark: Mark | undefined): readonly Box[] {
  const [measured, setMeasured] = useState<Measured>();
  useEffect(() => {
    if (text === undefined || mark === undefined) return;
    const update = requestAnimationFrame(() => {
      if (frame.current !== null) setMeasured({ text, mark, boxes: measureMark(frame.current, text.pieces, mark) });
    });
    return () => {
      cancelAnimationFrame(update);
    };
  }, [frame, text, mark]);
  return measured !== undefined && measured.text === text && measured.mark === mark ? measured.boxes : NONE;
}

/** Scrolls to the mark of the place that somebody asked for, once for each time. */
function useScrollToMark(frame: RefObject<HTMLElement | null>, boxes: readonly Box[], { mark, wanted }: Props): void {
  const followed = useRef<TextRange>(undefined);
  useEffect(() => {
    if (boxes.length === 0 || wanted === undefined || wanted === followed.current) return;
    if (mark?.start !== wanted.start || mark.end !== wanted.end) return;
    followed.current = wanted;
    frame.current?.querySelector('.sheet-mark')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [frame, boxes, mark, wanted]);
}

/** One page as an image, with its text, which can be selected, and the marked words. */
export function PdfPage(props: Props): ReactElement {
  const { size, width, mark } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { image, layer, isNow, text } = useSheet(props);
  const boxes = useBoxes(frame, text, mark);
  useScrollToMark(frame, boxes, props);
  if (size === undefined) return <Skeleton rows={8} />;
  const style: CSSProperties & Record<`--${string}`, number> = {
    inlineSize: width,
    blockSize: (width * size.height) / size.width,
    '--total-scale-factor': width / size.width,
  };
  return (
    <div ref={frame} className="sheet" style={style} aria-busy={!isNow}>
      <div ref={image} className={isNow ? 'sheet-image' : 'sheet-image old'} aria-hidden="true" />
      <div ref={layer} />
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
