import type { ReactElement } from 'react';
import { archiveUrl } from '../recording/recording-api.js';
import { Downloads } from '../recording/results/Downloads.js';
import type { Files } from './use-files.js';

interface Props {
  readonly id: string;
  readonly files: Pick<Files, 'artifacts' | 'archiveSize'>;
}

export function DocumentFiles({ id, files: { artifacts, archiveSize } }: Props): ReactElement | null {
  if (artifacts.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="files-title">
      <Downloads
        artifacts={artifacts}
        archive={{ url: archiveUrl({ kind: 'documents', id }), size: archiveSize }}
        titleId="files-title"
      />
    </section>
  );
}
