import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import type { DocumentFile } from './page-source.js';
import { describeSource, extractedTextQuery } from './page-text.js';

const words = text.documentView.pages;

interface Props {
  readonly file: DocumentFile;
  /** Undefined shows the text of all pages. */
  readonly number: number | undefined;
}

/** The extracted text, which the search and the metadata use. */
export function PageText({ file, number }: Props): ReactElement {
  const { data, error, refetch } = useQuery(extractedTextQuery(file));
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={6} />;
  const shown = number === undefined ? data.pages : data.pages.filter(({ page }) => page === number);
  if (shown.length === 0) return <p className="quiet">{words.noText}</p>;
  return (
    <>
      {shown.map((page) => (
        <div key={page.page} className="page-text">
          <p className="quiet">{describeSource(page)}</p>
          <p dir="auto" className="extracted">
            {page.text}
          </p>
        </div>
      ))}
    </>
  );
}
