import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { MissingItem } from '../components/MissingItem.js';
import { usePageTitle } from '../components/use-page-title.js';

/** `level` is 2 inside a page that has its own main heading. */
export function NotFoundPage({ level = 1 }: { readonly level?: 1 | 2 }): ReactElement {
  usePageTitle(text.notFound.title);
  return <MissingItem title={text.notFound.title} hint={text.notFound.hint} list="/" level={level} />;
}
