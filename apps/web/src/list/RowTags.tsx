import type { ReactElement } from 'react';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';

const MOST = 3;

interface Props {
  readonly tags: readonly string[];
  /** The list that the tags filter. */
  readonly to: '/' | '/recordings' | '/documents' | '/sessions';
  /** False: Tab passes them, because the list has one row for Tab. */
  readonly isInTabOrder?: boolean;
}

/** The first tags of an item. Each shows the items that have it. */
export function RowTags({ tags, to, isInTabOrder = true }: Props): ReactElement | null {
  if (tags.length === 0) return null;
  const more = tags.slice(MOST);
  return (
    <span className="row-tags">
      {tags.slice(0, MOST).map((tag) => (
        <Link
          key={tag}
          to={to}
          search={{ tag }}
          className="row-tag"
          dir="auto"
          title={text.list.withTag(tag)}
          tabIndex={isInTabOrder ? undefined : -1}
        >
          {tag}
        </Link>
      ))}
      {more.length > 0 && (
        <span className="quiet" title={more.join(', ')}>
          {text.list.moreTags(more.length)}
        </span>
      )}
    </span>
  );
}
