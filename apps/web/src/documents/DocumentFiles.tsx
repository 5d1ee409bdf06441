import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Note } from '../components/Note/Note.js';
import { findPictureGap } from '../recording/previews/find-preview-gap.js';
import { MakePreviews } from '../recording/previews/MakePreviews.js';
import { archiveUrl } from '../recording/recording-api.js';
import { Downloads } from '../recording/results/Downloads.js';
import { text } from '../texts/text.js';
import type { Files } from './use-files.js';

interface Props {
  readonly document: Document;
  readonly files: Pick<Files, 'artifacts' | 'archiveSize'>;
}

/** Says why lists show no picture of the document. */
function PictureNote({ document, artifacts }: Pick<Props, 'document'> & Pick<Files, 'artifacts'>): ReactElement | null {
  const gap = findPictureGap(document, artifacts);
  if (gap === undefined) return null;
  return (
    <Note tone="calm">
      <p>{text.recording.previews.noPicture[gap]}</p>
      <MakePreviews id={document.id} />
    </Note>
  );
}

export function DocumentFiles({ document, files: { artifacts, archiveSize } }: Props): ReactElement | null {
  if (artifacts.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="files-title">
      <Downloads
        artifacts={artifacts}
        archive={{ url: archiveUrl({ kind: 'documents', id: document.id }), size: archiveSize }}
        titleId="files-title"
      />
      <PictureNote {...{ document, artifacts }} />
    </section>
  );
}
