import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import type { ListFilter } from '../api/recordings.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';

/** Delay after the last keystroke before the list is searched. */
const REST_MS = 250;

export interface FilterProps {
  readonly filter: ListFilter;
  readonly onChange: (change: Partial<ListFilter>) => void;
}

interface Props extends FilterProps {
  readonly views: Readonly<Record<string, string>>;
  readonly search: string;
}

function Search({ filter, search, onChange }: Omit<Props, 'views'>): ReactElement {
  const [typed, setTyped] = useState(filter.q);
  const [asked, setAsked] = useState(filter.q);
  // Navigation may change the address while the field is shown, for example by Back.
  if (asked !== filter.q) {
    setAsked(filter.q);
    if (typed.trim() !== filter.q) setTyped(filter.q);
  }
  const change = useEffectEvent(onChange);
  useEffect(() => {
    if (typed.trim() === filter.q) return undefined;
    const timer = setTimeout(() => {
      change({ q: typed.trim() });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, filter.q]);
  return (
    <label className="search">
      <Icon name="search" />
      <span className="unseen">{search}</span>
      <input
        type="search"
        value={typed}
        maxLength={maxLengths.BulkFilters.q}
        placeholder={search}
        dir="auto"
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </label>
  );
}

export function ListFilters({ filter, views, search, onChange }: Props): ReactElement {
  return (
    <div className="filters">
      <Search filter={filter} search={search} onChange={onChange} />
      <div className="views" role="group" aria-label={text.list.viewsLabel}>
        {Object.entries(views).map(([view, name]) => (
          <button
            key={view}
            type="button"
            aria-pressed={filter.view === view}
            onClick={() => {
              onChange({ view });
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
