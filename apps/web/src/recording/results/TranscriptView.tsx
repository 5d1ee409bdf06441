import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { Badge } from '../../controls/Badge.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { Skeleton } from '../../controls/Skeleton.js';
import { text } from '../../texts/text.js';
import { fileQuery } from '../recording-api.js';
import { found, playTime, type Segment, type Transcript } from './results-api.js';

const words = text.recording.results;

function Origin({ transcript }: { readonly transcript: Transcript }): ReactElement {
  const { engine, model, language, mean_confidence, quality } = transcript;
  const percent = Math.round(mean_confidence * 100);
  return (
    <p className="quiet origin">
      {quality === 'draft' && (
        <Badge tone="warn" icon="stalled" title={words.draftHint}>
          {words.draft}
        </Badge>
      )}{' '}
      {words.madeBy} {engine}
      {model !== '' && model !== engine && ` (${model})`} · {language} · {words.confidence} {text.progress.percent(percent)}
      {quality === 'draft' && <span className="draft-hint"> {words.draftHint}</span>}
    </p>
  );
}

interface LineProps {
  readonly segment: Segment;
  readonly isAt: boolean;
  readonly onSeek: (seconds: number) => void;
}

function Line({ segment, isAt, onSeek }: LineProps): ReactElement {
  const time = playTime(segment.start);
  return (
    <li className={isAt ? 'segment at' : 'segment'} aria-current={isAt ? 'true' : undefined}>
      <button
        type="button"
        className="play-time"
        aria-label={words.seek(time)}
        onClick={() => {
          onSeek(segment.start);
        }}
      >
        {time}
      </button>
      <span dir="auto">{segment.text}</span>
    </li>
  );
}

interface Props {
  readonly url: string;
  /** Where the player is, in seconds. */
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
}

function Lines({ transcript, at, onSeek }: Omit<Props, 'url'> & { readonly transcript: Transcript }): ReactElement {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const shown = found(transcript.segments, wanted);
  return (
    <>
      <label className="transcript-search">
        <span className="unseen">{words.transcriptSearch}</span>
        <input
          type="search"
          placeholder={words.transcriptSearch}
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
          }}
        />
        <span className="quiet" role="status">
          {wanted.trim() !== '' && words.found(shown.length)}
        </span>
      </label>
      <ol className="transcript" tabIndex={0} aria-label={words.transcript}>
        {shown.map((segment) => (
          <Line key={segment.id} segment={segment} isAt={at >= segment.start && at < segment.end} onSeek={onSeek} />
        ))}
      </ol>
    </>
  );
}

/** What was said: each line plays from where it was said. */
export function TranscriptView({ url, at, onSeek }: Props): ReactElement {
  const { data, error } = useQuery(fileQuery<Transcript>(url));
  return (
    <div className={data?.quality === 'draft' ? 'draft' : undefined}>
      <h3>{words.transcript}</h3>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && (
        <>
          <Origin transcript={data} />
          <Lines transcript={data} at={at} onSeek={onSeek} />
        </>
      )}
    </div>
  );
}
