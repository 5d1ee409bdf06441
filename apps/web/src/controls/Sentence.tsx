import type { ReactElement } from 'react';
import { At } from './Times.js';

/** A time as the API writes it: RFC 3339 in UTC. */
const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)/;

/** A sentence of the API. Its times are shown in the user's time zone. */
export function Sentence({ words }: { readonly words: string }): ReactElement {
  return (
    <>
      {words.split(TIME).map((part, index) => {
        const isTime = index % 2 === 1 && !Number.isNaN(Date.parse(part));
        return isTime ? <At key={`${String(index)} ${part}`} at={part} /> : part;
      })}
    </>
  );
}
