import type { ReactElement } from 'react';
import { At } from './Times.js';

/** A time as the API writes it, RFC 3339 in UTC, or a command or name in backticks. */
const MARKED = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z|`[^`]+`)/;

function renderMarked(part: string, key: string): ReactElement | string {
  if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
  return Number.isNaN(Date.parse(part)) ? part : <At key={key} at={part} />;
}

/** A sentence of the API. Its times are shown in the user's time zone, and its commands as code. */
export function Sentence({ words }: { readonly words: string }): ReactElement {
  return (
    <>{words.split(MARKED).map((part, index) => (index % 2 === 1 ? renderMarked(part, `${String(index)} ${part}`) : part))}</>
  );
}
