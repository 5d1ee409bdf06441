import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import { findArrowStep } from './arrow-step.js';
import type { DocumentFile } from './page-source.js';
import { extractedTextQuery } from './page-text.js';
import { ModeChoice, PageSteps, ZoomTools, type Mode } from './PageTools.js';
import { PageText } from './PageText.js';
import type { PDFPageProxy } from './pdf-library.js';
import { PdfPage, type Mark } from './PdfPage.js';
import { MAX_THUMBNAILS, Thumbnails } from './Thumbnails.js';
import { useElementWidth } from './use-element-width.js';
import type { OpenPdf } from './use-pdf.js';
import { usePdfPage } from './use-pdf-page.js';
import type { PlaceOnPage, PlaceState } from './use-place.js';
import { useZoom, type Zoom } from './use-zoom.js';

const words = text.documentView.pages;

/** Finds the marked words in the extracted text, which is read only once something on this page is marked. */
function useMark(marked: PlaceOnPage | undefined, file: DocumentFile | undefined, number: number): Mark | undefined {
  const place = marked?.page === number ? marked : undefined;
  const { data } = useQuery({
    ...extractedTextQuery(file ?? { sha256: '', url: '' }),
    enabled: place !== undefined && file !== undefined,
  });
  const extracted = data?.pages.find(({ page }) => page === number)?.text;
  return useMemo(
    () => (place === undefined || extracted === undefined ? undefined : { text: extracted, start: place.start, end: place.end }),
    [place, extracted],
  );
}

/** The page that is shown. It follows the places that somebody asks for. */
function useShown({ firstPage, wanted }: PlaceState, total: number) {
  const [number, setNumber] = useState(firstPage);
  const [mode, setMode] = useState<Mode>('page');
  const [followed, setFollowed] = useState<PlaceOnPage>();
  if (wanted !== followed) {
    setFollowed(wanted);
    if (wanted !== undefined && wanted.page <= total) {
      setNumber(wanted.page);
      setMode('page');
    }
  }
  return { number: Math.min(number, total), setNumber, mode, setMode };
}

interface Props {
  readonly pdf: OpenPdf;
  readonly textFile: DocumentFile | undefined;
  readonly place: PlaceState;
  /** Opens the file again. The page that is shown stays. */
  readonly onRetry: () => void;
}

type ShownPage = ReturnType<typeof useShown>;

/** Remembers the page whose drawing failed, and the size of the page that was read last. */
function usePageToDraw(pdf: OpenPdf, number: number, turn: number) {
  const state = usePdfPage(pdf, number);
  const [broken, onBroken] = useState<PDFPageProxy>();
  const page = state.kind === 'read' ? state.page : undefined;
  const [last, setLast] = useState(page);
  if (page !== undefined && page !== last) setLast(page);
  const measured = page ?? last;
  return {
    page,
    size: measured && pdf.library.measurePage(measured, turn),
    isBroken: state.kind === 'failed' || (page !== undefined && page === broken),
    onBroken,
  };
}

/** Says that this page cannot be shown. The other ones can be opened still. */
function BrokenPage({ number, onRetry }: { readonly number: number; readonly onRetry: () => void }): ReactElement {
  return (
    <Note tone="bad" icon="failed" role="alert" title={words.brokenPage(number)}>
      <p>{words.brokenPageHint}</p>
      <Button size="small" onClick={onRetry}>
        {words.retry}
      </Button>
    </Note>
  );
}

interface BedProps extends Pick<Props, 'pdf' | 'textFile'> {
  readonly shown: ShownPage;
  readonly bed: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
}

/** The place where the page lies. It scrolls by keyboard too. */
function Bed({ pdf, textFile, shown, bed, children }: BedProps): ReactElement {
  const { number, setNumber, mode } = shown;
  const total = pdf.file.numPages;
  useEffect(() => {
    bed.current?.scrollTo({ top: 0 });
  }, [bed, number]);
  return (
    <div
      ref={bed}
      className={mode === 'page' ? 'sheet-bed' : 'sheet-bed reading'}
      tabIndex={0}
      role="group"
      aria-label={mode === 'page' ? words.selectable(number) : words.textOf(number)}
      onKeyDown={(event) => {
        const { scrollWidth, clientWidth } = event.currentTarget;
        // A page that is wider than its place scrolls with these keys.
        if (scrollWidth <= clientWidth)
          setNumber(Math.min(total, Math.max(1, number + findArrowStep(event, 'ArrowLeft', 'ArrowRight'))));
      }}
    >
      {mode === 'text' && textFile !== undefined ? <PageText file={textFile} number={number} /> : children}
    </div>
  );
}

interface ToolsProps extends Pick<Props, 'pdf' | 'textFile'> {
  readonly shown: ShownPage;
  readonly zoom: Zoom;
  readonly onTurn: () => void;
}

function Tools({ pdf, textFile, shown, zoom, onTurn }: ToolsProps): ReactElement {
  const { number, setNumber, mode, setMode } = shown;
  const total = pdf.file.numPages;
  return (
    <div className="page-tools">
      {textFile !== undefined && <ModeChoice mode={mode} onMode={setMode} />}
      {total > 1 && <PageSteps number={number} total={total} onNumber={setNumber} />}
      {mode === 'page' && (
        <ZoomTools zoom={zoom.percent} onIn={zoom.zoomIn} onOut={zoom.zoomOut} onFit={zoom.fit} onTurn={onTurn} />
      )}
    </div>
  );
}

/** Shows the pages themselves when somebody asks for a place on one of them. Their part of the window may be elsewhere. */
function useScrollToBed(bed: RefObject<HTMLElement | null>, wanted: PlaceOnPage | undefined): void {
  const followed = useRef(wanted);
  useEffect(() => {
    if (wanted === followed.current) return;
    followed.current = wanted;
    bed.current?.scrollIntoView({ block: 'nearest' });
  }, [bed, wanted]);
}

/** The pages of a PDF, one at a time, with the others beside it. */
export function PdfPages({ pdf, textFile, place, onRetry }: Props): ReactElement {
  const total = pdf.file.numPages;
  const { wanted, marked, onPages } = place;
  const shown = useShown(place, total);
  const { number, setNumber, mode } = shown;
  const [turn, setTurn] = useState(0);
  const bed = useRef<HTMLDivElement>(null);
  const room = useElementWidth(bed);
  const { page, size, isBroken, onBroken } = usePageToDraw(pdf, number, turn);
  const mark = useMark(marked, textFile, number);
  const zoom = useZoom(room, size?.width ?? 0);
  useScrollToBed(bed, wanted);
  useEffect(() => {
    onPages(total);
    return () => {
      onPages(undefined);
    };
  }, [onPages, total]);
  const hasThumbnails = total > 1 && total <= MAX_THUMBNAILS && mode === 'page';
  return (
    <>
      <Tools
        {...{ pdf, textFile, shown, zoom }}
        onTurn={() => {
          setTurn((turn + 90) % 360);
        }}
      />
      <div className={hasThumbnails ? 'page-columns' : 'page-columns single'}>
        {hasThumbnails && <Thumbnails pdf={pdf} current={number} onChoose={setNumber} />}
        <Bed {...{ pdf, textFile, shown, bed }}>
          {isBroken ? (
            <BrokenPage
              number={number}
              onRetry={() => {
                // The button goes with the note.
                bed.current?.focus();
                onRetry();
              }}
            />
          ) : (
            <PdfPage {...{ pdf, number, page, size, turn, mark, wanted }} width={zoom.width} onFailure={onBroken} />
          )}
        </Bed>
      </div>
    </>
  );
}
