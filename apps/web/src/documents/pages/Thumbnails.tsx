import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { text } from '../../texts/text.js';
import { findArrowStep } from './arrow-step.js';
import type { OpenPdf } from './use-pdf.js';
import { usePdfPage } from './use-pdf-page.js';

const words = text.documentView.pages;

/** Width of a thumbnail in CSS pixels. */
const WIDTH = 52;
/** Height of a row and the space between two, in CSS pixels, as the style sheet has them. */
const [ROW_PX, GAP_PX, EDGE_PX] = [94, 10, 12];
/** A file states its number of pages itself, and may lie. */
export const MAX_THUMBNAILS = 20_000;

function Picture({ pdf, number }: { readonly pdf: OpenPdf; readonly number: number }): ReactElement {
  const state = usePdfPage(pdf, number);
  const page = state.kind === 'read' ? state.page : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (page === undefined || canvas.current === null) return;
    const drawn = pdf.library.drawPage(page, { canvas: canvas.current, width: WIDTH });
    const release = (): void => {
      page.cleanup();
    };
    // A page whose image is missing keeps its number. The page itself says why.
    drawn.done.then(release, release);
    return drawn.cancel;
  }, [pdf, page]);
  return <canvas ref={canvas} />;
}

interface ThumbnailProps {
  readonly pdf: OpenPdf;
  readonly number: number;
  readonly isCurrent: boolean;
  /** Pages that only pass by are not read. */
  readonly isPassing: boolean;
  readonly onChoose: (number: number) => void;
}

function Thumbnail({ pdf, number, isCurrent, isPassing, onChoose }: ThumbnailProps): ReactElement {
  const [isWanted, setWanted] = useState(!isPassing);
  if (!isPassing && !isWanted) setWanted(true);
  return (
    <>
      <button
        type="button"
        className="thumbnail-page"
        aria-label={words.page(number)}
        aria-current={isCurrent ? 'page' : undefined}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => {
          onChoose(number);
        }}
      >
        {isWanted && <Picture pdf={pdf} number={number} />}
      </button>
      <span aria-hidden="true">{number}</span>
    </>
  );
}

interface Props {
  readonly pdf: OpenPdf;
  readonly current: number;
  readonly onChoose: (number: number) => void;
}

/** The pages as small images; only the visible ones exist. One is in the tab order, the arrow keys move to the others. */
export function Thumbnails({ pdf, current, onChoose }: Props): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const rows = useVirtualizer({
    count: pdf.file.numPages,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    gap: GAP_PX,
    paddingStart: EDGE_PX,
    paddingEnd: EDGE_PX,
    overscan: 2,
    // The current page stays, because it has the focus or receives it next.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), current - 1])].sort((a, b) => a - b),
  });
  useEffect(() => {
    // Only the list scrolls, never the window.
    rows.scrollToIndex(current - 1, { align: 'auto' });
    if (!hasMoved.current) return;
    hasMoved.current = false;
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
  }, [rows, current]);
  const move = (event: KeyboardEvent): void => {
    const next = current + findArrowStep(event, 'ArrowUp', 'ArrowDown');
    if (next === current || next < 1 || next > pdf.file.numPages) return;
    event.preventDefault();
    hasMoved.current = true;
    onChoose(next);
  };
  return (
    <div ref={list} className="thumbnails">
      <ol aria-label={words.all} style={{ blockSize: rows.getTotalSize() }} onKeyDown={move}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            aria-posinset={index + 1}
            aria-setsize={pdf.file.numPages}
            style={{ transform: `translateY(${String(start)}px)` }}
          >
            <Thumbnail
              pdf={pdf}
              number={index + 1}
              isCurrent={index + 1 === current}
              isPassing={rows.isScrolling}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
