import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../controls/EmptyState.js';
import { text } from '../texts/text.js';
import { usePageTitle } from './use-page-title.js';

export function NotFoundPage(): ReactElement {
  usePageTitle(text.notFound.title);
  return (
    <EmptyState title={text.notFound.title} level={1}>
      <p>{text.notFound.hint}</p>
      <Link href="/" className="button">
        {text.notFound.back}
      </Link>
    </EmptyState>
  );
}
