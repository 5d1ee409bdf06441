import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useEffect, type ReactElement } from 'react';
import { requireDownload } from '../../api/client.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { findPageSource, type DocumentFile } from '../pages/page-source.js';
import { useFiles } from '../use-files.js';
import type { Sheets } from './PageTile.js';
import { useArrangedPdf } from './PdfNotes.js';

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

const Opening = ({ document }: Pick<Props, 'document'>): ReactElement => (
  <p role="status">{words.other.reading(documentTitle(document))}</p>
);

interface UnreadProps extends Pick<Props, 'document'> {
  /** A refusal, which is not repeated by itself. */
  readonly error: Error | null;
  readonly failureReason: Error | null;
  readonly onRetry: () => void;
}

/** Says that a document is being read, or why it cannot be read. */
export function Unread({ document, error, failureReason, onRetry }: UnreadProps): ReactElement {
  if (error !== null) return <ProblemNote error={error} onRetry={onRetry} />;
  return failureReason === null ? <Opening document={document} /> : <ProblemNote error={failureReason} />;
}

function OtherPdf({ document, file, onOpen }: FileProps): ReactElement {
  const { pdf, notes } = useArrangedPdf(file, <Opening document={document} />);
  useEffect(() => {
    if (pdf !== undefined) onOpen({ id: document.id, title: documentTitle(document), sheets: { pdf }, count: pdf.file.numPages });
  }, [document, pdf, onOpen]);
  return notes;
}

/** Asks whether the server sends a picture: a browser says nothing about one that it could not read. */
const pictureQuery = ({ url, sha256 }: DocumentFile) =>
  queryOptions({
    queryKey: ['arranged-picture', url, sha256],
    queryFn: async () => {
      await requireDownload(url, false);
      return true;
    },
    // The address and the hash name one file, which never changes.
    staleTime: Infinity,
  });

function OtherPicture({ document, file, onOpen }: FileProps): ReactElement | null {
  const { data: isThere = false, error, failureReason, refetch } = useQuery(pictureQuery(file));
  useEffect(() => {
    if (isThere) onOpen({ id: document.id, title: documentTitle(document), sheets: { picture: file.url }, count: 1 });
  }, [document, file, isThere, onOpen]);
  return isThere ? null : <Unread {...{ document, error, failureReason }} onRetry={() => void refetch()} />;
}

/** Opens the file of another document, and keeps it open while its pages are arranged. */
export function OtherFile({ document, onOpen }: Props): ReactElement | null {
  const { isRead, artifacts, error, failureReason, onRetry } = useFiles(document);
  if (error !== null || !isRead) return <Unread {...{ document, error, failureReason, onRetry }} />;
  const source = findPageSource(document, artifacts);
  if (source.kind === 'pdf') return <OtherPdf {...{ document, onOpen }} file={source.file} />;
  if (source.kind === 'image') return <OtherPicture {...{ document, onOpen }} file={source.file} />;
  return <p role="status">{text.documentView.pages.missing[source.why]}</p>;
}
