import type { ReactElement } from 'react';

/** A backtick alone stays as it is. */
const CODE = /`([^`]+)`/;

/** Renders code spans, which the API marks with backticks. */
export function Coded({ words }: { readonly words: string }): ReactElement {
  const parts = words.split(CODE);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={`${String(index)} ${part}`}>{part}</code> : part))}</>;
}
