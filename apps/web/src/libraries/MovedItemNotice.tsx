import { useEffect, type ReactElement } from 'react';
import { Button, buttonClass } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import type { MovedItem } from './moved-items.js';
import { useSwitchLibrary } from './use-switch-library.js';

const words = text.libraries.moved;

interface Props {
  readonly moved: MovedItem;
  readonly list: '/recordings' | '/documents' | '/sessions';
}

/** Replaces the page of an item that the user has moved to another library. */
export function MovedItemNotice({ moved: { title, library }, list }: Props): ReactElement {
  const { mutate, error, isPending } = useSwitchLibrary();
  // The button that had the focus is gone with the page of the item.
  useEffect(() => {
    document.getElementById('content')?.focus();
  }, []);
  return (
    <EmptyState level={1} title={words.title(title)}>
      <p role="status">{words.hint(library.name)}</p>
      <div className="line-buttons">
        <Button
          look="primary"
          disabled={isPending}
          onClick={() => {
            mutate(library.id);
          }}
        >
          {words.switchTo(library.name)}
        </Button>
        <Link to={list} className={buttonClass()}>
          {words.back}
        </Link>
      </div>
      {error !== null && <ProblemNote error={error} />}
    </EmptyState>
  );
}
