import type { Document } from '@throughline/api-client';
import { useEffect, useState, type ReactElement } from 'react';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { FailedPdf } from '../pages/DocumentPages.js';
import { findPageSource, type DocumentFile } from '../pages/page-source.js';
import { usePdf, useRangeFailure } from '../pages/use-pdf.js';
import { useFiles } from '../use-files.js';
import type { Sheets } from './PageTile.js';

const words = settingsText.arrange;

/** The pages of another document. */
export interface OtherPages {
  readonly id: string;
  readonly title: string;
  readonly sheets: Sheets;
  readonly count: number;
}

interface Props {
  readonly document: Document;
  readonly onOpen: (pages: OtherPages) => void;
}

interface FileProps extends Props {
  readonly file: DocumentFile;
}

function OtherPdf({ document, file, onOpen }: FileProps): ReactElement | null {
  const [attempt, setAttempt] = useState(0);
  const { state, isReading, ranges } = usePdf(file, attempt);
  const failure = useRangeFailure(ranges);
  const pdf = state.kind === 'open' ? state.pdf : undefined;
  useEffect(() => {
    if (pdf !== undefined) onOpen({ id: document.id, title: documentTitle(document), sheets: { pdf }, count: pdf.file.numPages });
  }, [document, pdf, onOpen]);
  if (state.kind === 'loading') return <p role="status">{words.other.reading(documentTitle(document))}</p>;
  if (state.kind === 'open')
    return failure === undefined ? null : <ProblemNote error={failure} onRetry={() => ranges?.retry()} />;
  return (
    <FailedPdf
      why={state.why}
      original={undefined}
      isRetrying={isReading}
      onRetry={() => {
        setAttempt(attempt + 1);
      }}
    />
  );
}

function OtherPicture({ document, file, onOpen }: FileProps): null {
  useEffect(() => {
    onOpen({ id: document.id, title: documentTitle(document), sheets: { picture: file.url }, count: 1 });
  }, [document, file, onOpen]);
  return null;
}

/** Opens the file of another document, and keeps it open while its pages are arranged. */
export function OtherFile({ document, onOpen }: Props): ReactElement | null {
  const { isRead, artifacts, error, onRetry } = useFiles(document);
  if (error !== null) return <ProblemNote error={error} onRetry={onRetry} />;
  if (!isRead) return <p role="status">{words.other.reading(documentTitle(document))}</p>;
  const source = findPageSource(document, artifacts);
  if (source.kind === 'pdf') return <OtherPdf {...{ document, onOpen }} file={source.file} />;
  if (source.kind === 'image') return <OtherPicture {...{ document, onOpen }} file={source.file} />;
  return (
    <p role="status">
      <bdi>{documentTitle(document)}</bdi>: {text.documentView.pages.missing[source.why]}
    </p>
  );
}
