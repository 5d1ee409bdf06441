import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { Recording } from '../../api/answers.js';
import { CopyButton } from '../../controls/CopyButton.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { Skeleton } from '../../controls/Skeleton.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';
import { artifactsQuery, fileQuery, type Artifact } from '../recording-api.js';
import { Player } from './Player.js';
import { madeOf, playTime, showNotes, type Made, type Topic, type Topics } from './results-api.js';
import { TranscriptView } from './TranscriptView.js';

const words = text.recording.results;

function Downloads({ artifacts }: { readonly artifacts: readonly Artifact[] }): ReactElement {
  return (
    <div>
      <h3>{words.downloads}</h3>
      <ul className="downloads">
        {artifacts.map(({ name, url, size: bytes }) => (
          <li key={name}>
            <a href={url} download={name} className="button small" aria-label={words.download(name)}>
              <span dir="auto">{name}</span> <span className="quiet">{size(bytes)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Seeking {
  readonly onSeek: (seconds: number) => void;
}

function TopicList({
  topics,
  title,
  onSeek,
}: Seeking & { readonly topics: readonly Topic[]; readonly title: string }): ReactElement {
  return (
    <div>
      <div className="card-head">
        <h3>{words.topics}</h3>
        <CopyButton words={showNotes(title, topics)} label={words.notes} />
      </div>
      <ol className="topics">
        {topics.map((topic) => (
          <li key={topic.start}>
            <button
              type="button"
              className="topic"
              onClick={() => {
                onSeek(topic.start);
              }}
            >
              <span className="play-time">{playTime(topic.start)}</span> <span dir="auto">{topic.title}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function useTopics({ topics: url }: Made): readonly Topic[] {
  const { data } = useQuery({ ...fileQuery<Topics>(url ?? ''), enabled: url !== undefined });
  return data?.topics ?? [];
}

function Shown({
  recording,
  artifacts,
}: {
  readonly recording: Recording;
  readonly artifacts: readonly Artifact[];
}): ReactElement {
  const made = madeOf(artifacts);
  const topics = useTopics(made);
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [playedTo, setPlayedTo] = useState(0);
  const seek = (seconds: number): void => {
    const media = player.current;
    if (media === null) return;
    media.currentTime = seconds;
    void media.play().catch(() => undefined);
  };
  return (
    <>
      {made.media !== undefined && (
        <Player
          media={made.media}
          captions={made.captions}
          language={recording.language}
          title={titleOf(recording)}
          ref={player}
          onTime={setPlayedTo}
        />
      )}
      {topics.length > 0 && <TopicList topics={topics} title={titleOf(recording)} onSeek={seek} />}
      {made.transcript !== undefined && <TranscriptView url={made.transcript} at={playedTo} onSeek={seek} />}
      <Downloads artifacts={artifacts} />
    </>
  );
}

/** What the runs have made: to see, to read, to take away. */
export function Results({ recording }: { readonly recording: Recording }): ReactElement | null {
  const { data, error } = useQuery({
    ...artifactsQuery(recording.id, recording.revision),
    enabled: recording.erased_at === null,
  });
  if (recording.erased_at !== null) return null;
  return (
    <section className="card" aria-labelledby="results-title">
      <h2 id="results-title">{words.title}</h2>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={1} />}
      {data?.items.length === 0 && <p className="quiet">{words.none}</p>}
      {data !== undefined && data.items.length > 0 && <Shown recording={recording} artifacts={data.items} />}
    </section>
  );
}
