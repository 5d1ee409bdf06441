import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { useAdd } from '../upload/add-context.js';
import { SampleButton } from '../upload/SampleButton.js';
import { itemCountsQuery } from './items-api.js';
import { hasItems, type ItemCounts, type ItemsSearch } from './items-search.js';

const words = text.itemList;

/** The ways to a first item, for people who may add one. A session starts in the form above its list. */
function FirstSteps({ kind }: Pick<ItemsSearch, 'kind'>): ReactElement | null {
  const add = useAdd();
  if (!useMayChange() || kind === 'session') return null;
  return (
    <>
      <p className="quiet">{words.emptyDrop}</p>
      <div className="action-buttons">
        <Button
          look="primary"
          onClick={() => {
            add();
          }}
        >
          {words.emptyChoose}
        </Button>
        {kind !== 'document' && <SampleButton />}
      </div>
      <p className="first-ways">
        <Link to="/automations/sources">{words.emptyWays.sources}</Link>
        {kind === undefined && <Link to="/sessions">{words.emptyWays.sessions}</Link>}
      </p>
    </>
  );
}

interface Props {
  /** A filter hides items. */
  readonly isNarrowed: boolean;
  /** The search that hides nothing. */
  readonly all: ItemsSearch;
  /** Undefined until it is known. */
  readonly counts: ItemCounts | undefined;
  readonly onClear: () => void;
}

/** Says why the list is empty. A narrowed list counts the items that its filters hide, and another list the deleted ones. */
export function NoItems({ isNarrowed, all, counts, onClear }: Props): ReactElement {
  const { data: allCounts } = useQuery({ ...itemCountsQuery(all), enabled: isNarrowed });
  if (isNarrowed)
    return (
      <EmptyState title={words.nothingTitle}>
        {allCounts !== undefined && <p>{words.nothingHint(allCounts['all'] ?? 0)}</p>}
        <Button onClick={onClear}>{words.clear}</Button>
      </EmptyState>
    );
  const deleted = counts?.['deleted'] ?? 0;
  // The counts may be older than the list.
  if (counts === undefined || hasItems(counts))
    return <EmptyState title={words.noneTitle}>{deleted > 0 && <p>{words.noneHint(deleted)}</p>}</EmptyState>;
  const { title, hint } = words.empty[all.kind ?? 'all'];
  return (
    <EmptyState title={title}>
      <p>{hint}</p>
      <FirstSteps {...all} />
    </EmptyState>
  );
}
