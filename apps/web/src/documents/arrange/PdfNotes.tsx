import { useState, type ReactElement } from 'react';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { FailedPdf } from '../pages/DocumentPages.js';
import type { DocumentFile } from '../pages/page-source.js';
import { usePdf, useRangeFailure, type OpenPdf, type ShownPdf } from '../pages/use-pdf.js';

interface Props extends Pick<ShownPdf, 'state' | 'isReading'> {
  /** Why a part of the file could not be read. */
  readonly failure: Error | undefined;
  readonly onRetryParts: () => void;
  /** Opens the file again. */
  readonly onRetry: () => void;
  /** Shown while the file is opened. */
  readonly opening: ReactElement;
}

/** Says that a file is being opened, or what could not be read of it. A file opens only after its first parts. */
export function PdfNotes({ state, isReading, failure, onRetryParts, onRetry, opening }: Props): ReactElement | null {
  if (state.kind === 'failed') return <FailedPdf why={state.why} original={undefined} isRetrying={isReading} onRetry={onRetry} />;
  if (failure !== undefined) return <ProblemNote error={failure} onRetry={onRetryParts} />;
  return state.kind === 'loading' ? opening : null;
}

interface ArrangedPdf {
  readonly pdf: OpenPdf | undefined;
  readonly notes: ReactElement;
}

/** Opens a PDF whose pages are arranged. */
export function useArrangedPdf(file: DocumentFile, opening: ReactElement): ArrangedPdf {
  const [attempt, setAttempt] = useState(0);
  const { state, isReading, ranges } = usePdf(file, attempt);
  const failure = useRangeFailure(ranges);
  return {
    pdf: state.kind === 'open' ? state.pdf : undefined,
    notes: (
      <PdfNotes
        {...{ state, isReading, failure, opening }}
        onRetryParts={() => ranges?.retry()}
        onRetry={() => {
          setAttempt(attempt + 1);
        }}
      />
    ),
  };
}
