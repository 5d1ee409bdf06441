import type { Artifact } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { archiveUrl } from '../recording/recording-api.js';
import { Downloads } from '../recording/results/Downloads.js';

interface Props {
  readonly id: string;
  readonly artifacts: readonly Artifact[];
}

/** Every file of the document. */
export function DocumentFiles({ id, artifacts }: Props): ReactElement | null {
  if (artifacts.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="files-title">
      <Downloads artifacts={artifacts} archive={archiveUrl({ kind: 'documents', id })} titleId="files-title" />
    </section>
  );
}
