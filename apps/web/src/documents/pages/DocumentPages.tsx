import type { Artifact, Document } from '@throughline/api-types';
import { useCallback, useState, type ReactElement } from 'react';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { findPageSource, findTextFile } from './page-source.js';
import { PageText } from './PageText.js';
import { PdfPages } from './PdfPages.js';
import { usePdf, type PdfState } from './use-pdf.js';
import type { PlaceState } from './use-place.js';

const words = text.documentView.pages;

interface MissingProps {
  readonly why: keyof typeof words.missing;
  readonly original: Artifact | undefined;
  readonly onRetry?: () => void;
}

/** Says why there is no image, and what to do instead. */
function Missing({ why, original, onRetry }: MissingProps): ReactElement {
  return (
    <div className="no-pages">
      <EmptyState title={words.missing[why]}>
        <p>{words.missingHints[why]}</p>
      </EmptyState>
      <p className="action-buttons">
        {onRetry !== undefined && <Button onClick={onRetry}>{words.retry}</Button>}
        {original !== undefined && (
          <a className={buttonClass()} href={original.url} download={original.name}>
            {text.document.files.original}
          </a>
        )}
      </p>
    </div>
  );
}

interface Props {
  readonly document: Document;
  readonly artifacts: readonly Artifact[];
  readonly place: PlaceState;
}

function Pdf({ file, artifacts, place }: Pick<Props, 'artifacts' | 'place'> & { readonly file: Artifact }): ReactElement {
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<PdfState>();
  const state = usePdf(file, attempt);
  const onFailure = useCallback(() => {
    setFailed(state);
  }, [state]);
  const original = artifacts.find(({ name }) => name === 'original');
  const retry = (): void => {
    setAttempt(attempt + 1);
  };
  if (failed === state) return <Missing why="broken" original={original} onRetry={retry} />;
  switch (state.kind) {
    case 'loading':
      return <Skeleton rows={10} />;
    case 'failed':
      return <Missing why={state.why} original={original} onRetry={retry} />;
    case 'open':
      return <PdfPages pdf={state.pdf} textFile={findTextFile(artifacts)} place={place} onFailure={onFailure} />;
  }
}

function Content({ document, artifacts, place }: Props): ReactElement {
  const source = findPageSource(document, artifacts);
  const textFile = findTextFile(artifacts);
  if (source.kind === 'pdf') return <Pdf file={source.file} artifacts={artifacts} place={place} />;
  if (source.kind === 'image')
    return (
      <div className="sheet-bed" tabIndex={0} role="group" aria-label={words.title}>
        <img className="sheet picture" src={source.file.url} alt={words.picture} />
      </div>
    );
  const original = artifacts.find(({ name }) => name === 'original');
  if (textFile === undefined) return <Missing why={source.why} original={original} />;
  return (
    <>
      <p className="quiet page-note">{words.onlyText}</p>
      <div className="sheet-bed reading" tabIndex={0} role="group" aria-label={words.modes.text}>
        <PageText file={textFile} number={undefined} />
      </div>
    </>
  );
}

interface PagesProps extends Props {
  /** False until the list of files is known. */
  readonly isRead: boolean;
}

/** The document itself: its pages, the picture, or its text. */
export function DocumentPages({ isRead, ...content }: PagesProps): ReactElement {
  return (
    <section className="panel pages-panel" aria-label={words.title}>
      {isRead ? <Content {...content} /> : <Skeleton rows={10} />}
    </section>
  );
}
