import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { splitLine, type SearchHit } from './results-api.js';

const words = text.recording.results;

interface FoundProps {
  readonly line: string;
  readonly wanted: string;
  /** The place of the current match among those of the line. */
  readonly hit: number | undefined;
}

/** A line with its matches marked. */
export function Found({ line, wanted, hit }: FoundProps): ReactElement {
  const pieces = splitLine(line, wanted);
  const current = hit === undefined ? undefined : pieces.filter(({ isFound }) => isFound)[hit];
  return (
    <span dir="auto">
      {pieces.map((piece, index) =>
        // Pieces have no id.
        piece.isFound ? (
          <mark key={index} data-hit={piece === current ? 'now' : undefined}>
            {piece.text}
          </mark>
        ) : (
          <span key={index}>{piece.text}</span>
        ),
      )}
    </span>
  );
}

interface Props {
  readonly search: string;
  readonly hits: readonly SearchHit[];
  /** The place of the current match among all. */
  readonly place: number;
  readonly onSearch: (search: string) => void;
  readonly onPlace: (place: number) => void;
  /** Another way through the transcript. */
  readonly children?: ReactNode;
}

/** Searches the transcript. Enter goes to the next match, Shift+Enter to the previous one. */
export function TranscriptSearch({ search, hits, place, onSearch, onPlace, children }: Props): ReactElement {
  const isSearching = search.trim() !== '';
  const move = (by: number): void => {
    if (hits.length > 0) onPlace((place + by + hits.length) % hits.length);
  };
  return (
    <div className="transcript-search">
      <label>
        <Icon name="search" />
        <span className="unseen">{words.transcriptSearch}</span>
        <input
          type="search"
          placeholder={words.transcriptSearch}
          value={search}
          onChange={({ currentTarget }) => {
            onSearch(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            move(event.shiftKey ? -1 : 1);
          }}
        />
      </label>
      <span className="quiet" role="status">
        {isSearching && (hits.length === 0 ? words.noHits : words.hit(place + 1, hits.length))}
      </span>
      <Button
        look="quiet"
        size="icon"
        aria-label={words.previousHit}
        disabled={hits.length === 0}
        onClick={() => {
          move(-1);
        }}
      >
        <Icon name="up" />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label={words.nextHit}
        disabled={hits.length === 0}
        onClick={() => {
          move(1);
        }}
      >
        <Icon name="down" />
      </Button>
      {children}
    </div>
  );
}
