import type { ReactElement, ReactNode } from 'react';
import { Link } from './Link.js';

interface Props {
  readonly item: { readonly id: string; readonly kind: 'recording' | 'document' | 'session' };
  /** Milliseconds at which a recording or a session is opened. */
  readonly startMs?: number | null;
  /** Page at which a document is opened. */
  readonly page?: number | null;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to the page of an item, for words in its own language. */
export function ItemLink({ item: { id, kind }, startMs = null, page = null, className, children }: Props): ReactElement {
  const shared = { params: { id }, className, dir: 'auto' };
  const moment = startMs === null ? {} : { t: String(Math.floor(startMs / 1_000)) };
  if (kind === 'document')
    return (
      <Link to="/documents/$id" {...shared} search={page === null ? {} : { page: String(page) }}>
        {children}
      </Link>
    );
  if (kind === 'session')
    return (
      <Link to="/sessions/$id" {...shared} search={moment}>
        {children}
      </Link>
    );
  return (
    <Link to="/recordings/$id" {...shared} search={moment}>
      {children}
    </Link>
  );
}
