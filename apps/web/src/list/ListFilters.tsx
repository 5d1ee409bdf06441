import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import type { ListFilter } from '../api/list-filter.js';
import * as maxLengths from '../api/max-lengths.generated.js';
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

interface TypedFilterProps {
  readonly label: string;
  readonly kind: 'search' | 'tag';
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
}

export function TypedFilter({ label, kind, value, maxLength, onChange }: TypedFilterProps): ReactElement {
  const [typed, setTyped] = useState(value);
  const [appliedValue, setAppliedValue] = useState(value);
  // Navigation may change the address while the field is shown, for example by Back.
  if (appliedValue !== value) {
    setAppliedValue(value);
    if (typed.trim() !== value) setTyped(value);
  }
  const change = useEffectEvent(onChange);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => {
      change(typed.trim());
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, value]);
  return (
    <label className={kind === 'tag' ? 'search search-tag' : 'search'}>
      <Icon name={kind} />
      <span className="unseen">{label}</span>
      <input
        type={kind === 'search' ? 'search' : 'text'}
        aria-keyshortcuts={kind === 'search' ? 'f' : undefined}
        value={typed}
        maxLength={maxLength}
        autoComplete="off"
        placeholder={label}
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
      <TypedFilter
        label={search}
        kind="search"
        value={filter.q}
        maxLength={maxLengths.BulkFilters.q}
        onChange={(q) => {
          onChange({ q });
        }}
      />
      <TypedFilter
        label={text.list.tag}
        kind="tag"
        value={filter.tag}
        maxLength={maxLengths.BulkFilters.tag}
        onChange={(tag) => {
          onChange({ tag });
        }}
      />
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
