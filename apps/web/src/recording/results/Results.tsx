import { useQuery } from '@tanstack/react-query';
import type { Artifact, Recording, Topic, Transcript } from '@throughline/api-types';
import { useCallback, useEffect, useRef, useState, type ComponentProps, type ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { isContentGone, titleOf } from '../../controls/recording-state.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { text } from '../../texts/text.js';
import { artifactsQuery } from '../recording-api.js';
import { Downloads } from './Downloads.js';
import { getDraftStore } from './draft-store.js';
import { Player, type MediaElement } from './Player.js';
import { findResultFiles } from './results-api.js';
import { Thumbnail } from './Thumbnail.js';
import { ChapterStrip, TopicList } from './Topics.js';
import { notesQuery, transcriptQuery } from './transcript-api.js';
import { TranscriptView } from './TranscriptView.js';
import { useStartAt, useStartMoment } from './use-start-moment.js';
import { useMediaKeys } from './use-media-keys.js';

const words = text.recording.results;

const NO_TOPICS: readonly Topic[] = [];

interface TranscriptSectionProps extends Omit<ComponentProps<typeof TranscriptView>, 'transcript'> {
  readonly said: Transcript | undefined;
  readonly error: unknown;
}

function Said({ said, error, ...props }: TranscriptSectionProps): ReactElement {
  if (said !== undefined) return <TranscriptView transcript={said} {...props} />;
  return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} />;
}

interface Props {
  readonly recording: Recording;
  readonly artifacts: readonly Artifact[];
  readonly isCorrecting: boolean;
  readonly onCorrecting: (is: boolean) => void;
}

function Shown({ recording, artifacts, ...correcting }: Props): ReactElement {
  const made = findResultFiles(artifacts);
  const { id, revision } = recording;
  const { data: transcript, error } = useQuery({ ...transcriptQuery(id, revision), enabled: made.transcript !== undefined });
  const topics = transcript?.topics ?? NO_TOPICS;
  const { data: notes } = useQuery({ ...notesQuery(id, revision), enabled: topics.length > 0 });
  const area = useRef<HTMLDivElement>(null);
  const player = useRef<MediaElement>(null);
  const start = useStartMoment();
  const [at, setAt] = useState(start);
  useStartAt(player, start, made.media?.sha256);
  useMediaKeys(area, player);
  const seek = useCallback((seconds: number): void => {
    const media = player.current;
    if (media === null) return;
    media.currentTime = seconds;
    void media.play().catch(() => undefined);
  }, []);
  const title = titleOf(recording);
  return (
    <div ref={area} className="results">
      <div className={topics.length > 0 ? 'watch with-topics' : 'watch'}>
        {made.media !== undefined && (
          <div className="player-side">
            <Player
              key={made.media.sha256}
              media={made.media}
              captions={made.captions}
              topics={topics}
              language={recording.language}
              title={title}
              ref={player}
              onTime={setAt}
            />
            <ChapterStrip topics={topics} at={at} onSeek={seek} />
            {made.media.media_type.startsWith('video/') && <Thumbnail recording={recording} at={at} />}
            <p className="quiet keys">{words.keys}</p>
          </div>
        )}
        {topics.length > 0 && <TopicList topics={topics} at={at} onSeek={seek} notes={notes} />}
      </div>
      {made.transcript !== undefined && (
        <Said said={transcript} error={error} recording={recording} at={at} onSeek={seek} area={area} {...correcting} />
      )}
      <Downloads artifacts={artifacts} />
    </div>
  );
}

export function Results({ recording, ...correcting }: Omit<Props, 'artifacts'>): ReactElement | null {
  const { data, error } = useQuery({
    ...artifactsQuery({ kind: 'recordings', id: recording.id }, recording.revision),
    enabled: !isContentGone(recording),
  });
  const isGone = isContentGone(recording);
  const user = useQuery(meQuery).data?.id;
  useEffect(() => {
    // Also removes the draft of an erased recording from this browser.
    if (isGone && user !== undefined) getDraftStore().forget({ user, recording: recording.id });
  }, [isGone, user, recording.id]);
  if (isGone) return null;
  return (
    <section className="card" aria-labelledby="results-title">
      <h2 id="results-title">{words.title}</h2>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={1} />}
      {data?.items.length === 0 && <p className="quiet">{words.none}</p>}
      {data !== undefined && data.items.length > 0 && <Shown recording={recording} artifacts={data.items} {...correcting} />}
    </section>
  );
}
