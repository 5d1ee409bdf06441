import type { ReactElement } from 'react';
import { text } from '../../texts/text.js';

export function Skeleton({ rows = 3 }: { readonly rows?: number }): ReactElement {
  return (
    <div className="skeleton" role="status" aria-label={text.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
