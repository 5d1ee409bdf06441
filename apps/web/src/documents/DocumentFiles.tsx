import type { Artifact } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Downloads } from '../recording/results/Downloads.js';

/** Every file of the document. */
export function DocumentFiles({ artifacts }: { readonly artifacts: readonly Artifact[] }): ReactElement | null {
  if (artifacts.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="files-title">
      <Downloads artifacts={artifacts} titleId="files-title" />
    </section>
  );
}
