import type { ReactElement } from 'react';
import { buttonClass } from './Button/Button.js';
import { EmptyState } from './EmptyState/EmptyState.js';
import { text } from '../texts/text.js';
import { Link } from './Link.js';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly list: keyof typeof text.missingItem.back;
  /** 2 inside a page that has its own main heading. */
  readonly level?: 1 | 2;
}

/** Replaces the page of something that does not exist here, and leads back to its list. */
export function MissingItem({ title, hint = text.missingItem.hint, list, level = 1 }: Props): ReactElement {
  return (
    <EmptyState title={title} level={level}>
      <p>{hint}</p>
      <Link to={list} className={buttonClass({ look: 'primary' })}>
        {text.missingItem.back[list]}
      </Link>
    </EmptyState>
  );
}
