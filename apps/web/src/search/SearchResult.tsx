import type { SearchItem, SearchPassage } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { ItemLink } from '../components/ItemLink.js';
import { text } from '../texts/text.js';
import { Marked } from './Marked.js';
import { formatPlayTime, mediumDate } from '../texts/times.js';

const words = text.search;

const placeOf = ({ start_ms: startMs, page, speaker }: SearchPassage): string =>
  [
    startMs === null ? undefined : formatPlayTime(startMs / 1_000),
    page === null ? undefined : words.page(page),
    speaker ?? undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

export function SearchResult({ item }: { readonly item: SearchItem }): ReactElement {
  const { kind, title, title_ranges: ranges, sender, date, passages, passage_count: count } = item;
  const facts = [words.kinds[kind], mediumDate(new Date(date)), sender ?? undefined];
  return (
    <li className="hit">
      <div className="hit-head">
        <ItemLink item={item} className="hit-title">
          {title === null ? words.untitled : <Marked text={title} ranges={ranges} />}
        </ItemLink>
        <span className="quiet">{facts.filter((fact) => fact !== undefined).join(' · ')}</span>
      </div>
      {passages.length > 0 && (
        <ul className="hit-passages">
          {passages.map((passage) => (
            <li key={`${String(passage.start_ms)} ${String(passage.page)} ${passage.text}`}>
              <ItemLink item={item} startMs={passage.start_ms} page={passage.page} className="hit-passage">
                <span className="quiet">{placeOf(passage)}</span> <Marked text={passage.text} ranges={passage.ranges} />
              </ItemLink>
            </li>
          ))}
        </ul>
      )}
      {count > passages.length && <p className="quiet">{words.more(count - passages.length)}</p>}
    </li>
  );
}
