import type { ReactElement } from 'react';
import { buttonClass } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { text } from '../texts/text.js';
import { Link } from './Link.js';
import { usePageTitle } from './use-page-title.js';

/** `level` is 2 inside a page that has its own main heading. */
export function NotFoundPage({ level = 1 }: { readonly level?: 1 | 2 }): ReactElement {
  usePageTitle(text.notFound.title);
  return (
    <EmptyState title={text.notFound.title} level={level}>
      <p>{text.notFound.hint}</p>
      <Link to="/" className={buttonClass()}>
        {text.notFound.back}
      </Link>
    </EmptyState>
  );
}
