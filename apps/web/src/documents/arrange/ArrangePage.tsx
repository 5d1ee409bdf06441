import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useIsMissing } from '../../api/use-is-missing.js';
import { useMayChange } from '../../api/use-may-change.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Link } from '../../components/Link.js';
import { MissingItem } from '../../components/MissingItem.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../../components/use-page-title.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { documentQuery } from '../documents-api.js';
import { findPageSource, type DocumentFile } from '../pages/page-source.js';
import { useFiles } from '../use-files.js';
import { ArrangeBoard } from './ArrangeBoard.js';
import { MOST_PAGES } from './most-pages.js';
import { useArrangedPdf } from './PdfNotes.js';

const words = settingsText.arrange;

function ArrangePdf({ document, file }: { readonly document: Document; readonly file: DocumentFile }): ReactElement {
  const { pdf, notes } = useArrangedPdf(file, <Skeleton rows={8} />);
  if (pdf === undefined) return notes;
  const count = pdf.file.numPages;
  if (count > MOST_PAGES)
    return (
      <EmptyState title={words.tooMany(MOST_PAGES)}>
        <p>{words.tooManyHint}</p>
      </EmptyState>
    );
  return (
    <>
      {notes}
      <ArrangeBoard document={document} sheets={{ pdf }} count={count} />
    </>
  );
}

function Arrange({ document }: { readonly document: Document }): ReactElement {
  // The pages stay those that were arranged, whatever happens to the document meanwhile.
  const [first] = useState(document);
  const { isRead, artifacts, error, onRetry } = useFiles(first);
  if (error !== null) return <ProblemNote error={error} onRetry={onRetry} />;
  if (!isRead) return <Skeleton rows={8} />;
  const source = findPageSource(first, artifacts);
  if (source.kind === 'pdf') return <ArrangePdf document={first} file={source.file} />;
  if (source.kind === 'image') return <ArrangeBoard document={first} sheets={{ picture: source.file.url }} count={1} />;
  return (
    <EmptyState title={text.documentView.pages.missing[source.why]}>
      <p>{text.documentView.pages.missingHints[source.why]}</p>
    </EmptyState>
  );
}

/** Splits a document, leaves pages out, and turns pages. */
export function ArrangePage({ id }: { readonly id: string }): ReactElement {
  usePageTitle(words.title);
  const { data, error, refetch } = useQuery({ ...documentQuery(id), refetchInterval: false });
  const isMissing = useIsMissing({ data, error });
  const mayChange = useMayChange();
  if (data === undefined) {
    if (isMissing) return <MissingItem title={text.document.gone} list="/documents" />;
    if (error === null) return <Skeleton rows={8} />;
    return <ProblemNote error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div className="arrange">
      <Link to="/documents/$id" params={{ id }}>
        <bdi>{documentTitle(data)}</bdi>
      </Link>
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="quiet">{words.lead}</p>
      {mayChange ? <Arrange document={data} /> : <p>{words.mayNot}</p>}
    </div>
  );
}
