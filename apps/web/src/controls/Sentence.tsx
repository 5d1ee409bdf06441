import type { ReactElement } from 'react';
import { Coded } from '../components/Coded/Coded.js';
import { At } from './Times.js';

/** A time as the API writes it: RFC 3339 in UTC. */
const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)/;

/** A sentence of the API. Its times are shown in the user's time zone, and its commands as code. */
export function Sentence({ words }: { readonly words: string }): ReactElement {
  return (
    <>
      {words.split(TIME).map((part, index) => {
        const key = `${String(index)} ${part}`;
        const isTime = index % 2 === 1 && !Number.isNaN(Date.parse(part));
        return isTime ? <At key={key} at={part} /> : <Coded key={key} words={part} />;
      })}
    </>
  );
}
