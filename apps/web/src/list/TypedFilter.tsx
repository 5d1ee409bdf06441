import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { Icon } from '../components/Icon/Icon.js';

/** Delay after the last keystroke before the list is searched. */
const REST_MS = 250;

interface TypedFilterProps {
  readonly label: string;
  readonly kind: 'search' | 'tag';
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
}

/** A field whose text filters the list, soon after the last keystroke. */
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
      <Icon name={kind === 'search' ? 'filter' : 'tag'} />
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
