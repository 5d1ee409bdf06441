import { useQuery } from '@tanstack/react-query';
import type { Artifact } from '@throughline/api-types';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { extractedTextQuery } from './page-text.js';
import { ModeChoice, PageSteps, ZoomTools, type Mode } from './PageTools.js';
import { PageText } from './PageText.js';
import { PdfPage, type Mark } from './PdfPage.js';
import { Thumbnails } from './Thumbnails.js';
import { useElementWidth } from './use-element-width.js';
import type { OpenPdf } from './use-pdf.js';
import { usePdfPage } from './use-pdf-page.js';
import type { PlaceOnPage, PlaceState } from './use-place.js';
import { useZoom, type Zoom } from './use-zoom.js';

const words = text.documentView.pages;

/** Finds the marked words in the extracted text, which is read only once something on this page is marked. */
function useMark(marked: PlaceOnPage | undefined, file: Artifact | undefined, number: number): Mark | undefined {
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
function useShown(wanted: PlaceOnPage | undefined, total: number) {
  const [number, setNumber] = useState(1);
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

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Arrow keys turn the pages, unless the image is wider than its place and scrolls with them. */
function turnPage({ key, currentTarget }: KeyboardEvent<HTMLElement>, onTurn: (by: number) => void): void {
  const by = STEPS[key];
  if (by !== undefined && currentTarget.scrollWidth <= currentTarget.clientWidth) onTurn(by);
}

interface Props {
  readonly pdf: OpenPdf;
  readonly textFile: Artifact | undefined;
  readonly place: PlaceState;
  /** Keeps its identity. */
  readonly onFailure: () => void;
}

type ShownPage = ReturnType<typeof useShown>;

interface BedProps extends Props {
  readonly shown: ShownPage;
  readonly bed: RefObject<HTMLDivElement | null>;
  readonly children: ReactElement | false;
}

/** The place where the page lies. It scrolls by keyboard too. */
function Bed({ pdf, textFile, shown, bed, children }: BedProps): ReactElement {
  const { number, setNumber, mode } = shown;
  const total = pdf.file.numPages;
  return (
    <div
      ref={bed}
      className={mode === 'page' ? 'sheet-bed' : 'sheet-bed reading'}
      tabIndex={0}
      role="group"
      aria-label={mode === 'page' ? words.selectable(number) : words.textOf(number)}
      onKeyDown={(event) => {
        turnPage(event, (by) => {
          setNumber(Math.min(total, Math.max(1, number + by)));
        });
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

/** The pages of a PDF, one at a time, with the others beside it. */
export function PdfPages(props: Props): ReactElement {
  const { pdf, textFile, place, onFailure } = props;
  const total = pdf.file.numPages;
  const shown = useShown(place.wanted, total);
  const { number, setNumber, mode } = shown;
  const [turn, setTurn] = useState(0);
  const bed = useRef<HTMLDivElement>(null);
  const room = useElementWidth(bed);
  const page = usePdfPage(pdf, number, onFailure);
  const mark = useMark(place.marked, textFile, number);
  const zoom = useZoom(room, page === undefined ? 0 : pdf.library.measurePage(page, turn).width);
  const hasThumbnails = total > 1 && mode === 'page';
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
        <Bed {...props} shown={shown} bed={bed}>
          {page === undefined ? (
            <Skeleton rows={8} />
          ) : (
            zoom.width > 0 && <PdfPage {...{ pdf, page, turn, mark, onFailure }} width={zoom.width} />
          )}
        </Bed>
      </div>
    </>
  );
}
