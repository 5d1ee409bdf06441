import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { text } from '../../texts/text.js';
import type { OpenPdf } from './use-pdf.js';
import { usePdfPage } from './use-pdf-page.js';

const words = text.documentView.pages;

/** Width of a thumbnail in CSS pixels. */
const WIDTH = 52;

/** A page whose image is missing keeps its number. */
const ignore = (): void => undefined;

/** Becomes true when the element is first near the visible part of the list. */
function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        setSeen(true);
        observer.disconnect();
      },
      { rootMargin: '200px' },
    );
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return isSeen;
}

function Picture({ pdf, number }: { readonly pdf: OpenPdf; readonly number: number }): ReactElement {
  const page = usePdfPage(pdf, number, ignore);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (page === undefined || canvas.current === null) return;
    const drawn = pdf.library.drawPage(page, { canvas: canvas.current, width: WIDTH });
    drawn.done.catch(ignore);
    return drawn.cancel;
  }, [pdf, page]);
  return <canvas ref={canvas} />;
}

interface ThumbnailProps {
  readonly pdf: OpenPdf;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly onChoose: (number: number) => void;
}

function Thumbnail({ pdf, number, isCurrent, onChoose }: ThumbnailProps): ReactElement {
  const button = useRef<HTMLButtonElement>(null);
  const isSeen = useSeen(button);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="thumbnail-page"
        aria-label={words.page(number)}
        aria-current={isCurrent ? 'page' : undefined}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => {
          onChoose(number);
        }}
      >
        {isSeen && <Picture pdf={pdf} number={number} />}
      </button>
      <span aria-hidden="true">{number}</span>
    </li>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface Props {
  readonly pdf: OpenPdf;
  readonly current: number;
  readonly onChoose: (number: number) => void;
}

/** The pages as small images. One of them is in the tab order, the arrow keys move to the others. */
export function Thumbnails({ pdf, current, onChoose }: Props): ReactElement {
  const list = useRef<HTMLOListElement>(null);
  const move = (event: KeyboardEvent): void => {
    const next = current + (STEPS[event.key] ?? 0);
    if (next === current || next < 1 || next > pdf.file.numPages) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelectorAll('button')[next - 1]?.focus();
  };
  return (
    <ol ref={list} className="thumbnails" aria-label={words.all} onKeyDown={move}>
      {Array.from({ length: pdf.file.numPages }, (_, index) => (
        <Thumbnail key={index} pdf={pdf} number={index + 1} isCurrent={index + 1 === current} onChoose={onChoose} />
      ))}
    </ol>
  );
}
