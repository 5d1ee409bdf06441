import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { findPageSource, findTextFile, type DocumentFile, type SourceFields } from './page-source.js';
import { PageText } from './PageText.js';
import { PdfPages } from './PdfPages.js';
import { usePdf, useRangeFailure, type PdfFailure, type PdfState } from './use-pdf.js';
import type { PlaceState } from './use-place.js';

const words = text.documentView.pages;

interface MissingProps {
  readonly why: keyof typeof words.missing;
  readonly original: DocumentFile | undefined;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
}

/** Says why there is no image, and what to do instead. */
function Missing({ why, original, onRetry, isRetrying = false }: MissingProps): ReactElement {
  return (
    <div className="no-pages">
      <EmptyState title={words.missing[why]}>
        <p>{words.missingHints[why]}</p>
      </EmptyState>
      <p className="action-buttons">
        {onRetry !== undefined && (
          <Button disabled={isRetrying} onClick={onRetry}>
            {why === 'script' ? words.reload : words.retry}
          </Button>
        )}
        {original !== undefined && (
          <a className={buttonClass()} href={original.url} download={original.name}>
            {text.document.files.original}
          </a>
        )}
      </p>
    </div>
  );
}

const findOriginal = (artifacts: readonly DocumentFile[]): DocumentFile | undefined =>
  artifacts.find(({ name }) => name === 'original');

interface Props {
  readonly document: SourceFields;
  readonly artifacts: readonly DocumentFile[];
  readonly place: PlaceState;
  readonly panel: RefObject<HTMLElement | null>;
}

interface FailedProps extends Pick<MissingProps, 'original' | 'isRetrying'> {
  readonly why: PdfFailure;
  /** Opens the file again. */
  readonly onRetry: () => void;
}

/** Says why a PDF is not shown. Another attempt cannot find a password, or a script that the server has no more. */
export function FailedPdf({ why, onRetry, ...of }: FailedProps): ReactElement {
  if (why === 'locked') return <Missing why={why} {...of} />;
  const reload = (): void => {
    location.reload();
  };
  return <Missing why={why} {...of} onRetry={why === 'script' ? reload : onRetry} />;
}

/** After a successful second attempt, the button that had the focus is gone, so the panel receives it. */
function useFocusAfterRetry(panel: RefObject<HTMLElement | null>, kind: PdfState['kind']): () => void {
  const isRetried = useRef(false);
  useEffect(() => {
    if (!isRetried.current || kind !== 'open') return;
    isRetried.current = false;
    if (document.activeElement === document.body) panel.current?.focus();
  }, [panel, kind]);
  return () => {
    isRetried.current = true;
  };
}

interface PdfProps extends Pick<Props, 'artifacts' | 'place' | 'panel'> {
  readonly file: DocumentFile;
}

function Pdf({ file, artifacts, place, panel }: PdfProps): ReactElement {
  const [attempt, setAttempt] = useState(0);
  const { state, isReading, ranges } = usePdf(file, attempt);
  const failure = useRangeFailure(ranges);
  const expectFocus = useFocusAfterRetry(panel, state.kind);
  const retry = (): void => {
    expectFocus();
    setAttempt(attempt + 1);
  };
  return (
    <>
      {failure !== undefined && (
        <div className="page-note">
          <ProblemNote
            error={failure}
            onRetry={() => {
              // The button goes with the note.
              panel.current?.focus();
              ranges?.retry();
            }}
          />
        </div>
      )}
      {state.kind === 'loading' && <Skeleton rows={10} />}
      {state.kind === 'failed' && (
        <FailedPdf why={state.why} original={findOriginal(artifacts)} isRetrying={isReading} onRetry={retry} />
      )}
      {state.kind === 'open' && <PdfPages pdf={state.pdf} textFile={findTextFile(artifacts)} place={place} onRetry={retry} />}
    </>
  );
}

/** The original picture, until a PDF is made of it. */
function Picture({ file }: { readonly file: DocumentFile }): ReactElement {
  const [attempt, setAttempt] = useState(0);
  const [broken, setBroken] = useState<number>();
  if (broken === attempt)
    return (
      <Missing
        why="picture"
        original={file}
        onRetry={() => {
          setAttempt(attempt + 1);
        }}
      />
    );
  return (
    <div className="sheet-bed" tabIndex={0} role="group" aria-label={words.title}>
      <img
        className="sheet picture"
        src={file.url}
        alt={words.picture}
        onError={() => {
          setBroken(attempt);
        }}
      />
    </div>
  );
}

function Content({ document, artifacts, place, panel }: Props): ReactElement {
  const source = findPageSource(document, artifacts);
  const textFile = findTextFile(artifacts);
  if (source.kind === 'pdf') return <Pdf file={source.file} {...{ artifacts, place, panel }} />;
  if (source.kind === 'image') return <Picture key={source.file.sha256} file={source.file} />;
  if (textFile === undefined) return <Missing why={source.why} original={findOriginal(artifacts)} />;
  return (
    <>
      <p className="quiet page-note">{words.onlyText}</p>
      <div className="sheet-bed reading" tabIndex={0} role="group" aria-label={words.modes.text}>
        <PageText file={textFile} number={undefined} />
      </div>
    </>
  );
}

interface PagesProps extends Omit<Props, 'panel'> {
  /** False until the list of files is known. */
  readonly isRead: boolean;
}

/** The document itself: its pages, the picture, or its text. */
export function DocumentPages({ isRead, ...content }: PagesProps): ReactElement {
  const panel = useRef<HTMLElement>(null);
  return (
    <section ref={panel} tabIndex={-1} className="panel pages-panel" aria-label={words.title}>
      {isRead ? <Content {...content} panel={panel} /> : <Skeleton rows={10} />}
    </section>
  );
}
