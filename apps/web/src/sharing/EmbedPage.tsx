import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { EmbeddedRecording, EmbeddedSet } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useAnnounce } from '../components/Announcer.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../components/use-page-title.js';
import { usePlayback } from '../recording/results/use-playback.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { formatPlayTime } from '../texts/times.js';
import { embeddedQuery, embeddedTranscriptQuery, findRepeated, isUnavailable } from './embed-api.js';
import { FinalFailure, PassingFailure } from './PassingFailure.js';
import { SharedPlayer, TranscriptSection } from './SharedRecording.js';

const words = settingsText.embeds.page;

const titleOf = ({ title }: EmbeddedRecording): string => title ?? text.sharing.page.noTitle;

interface RecordingProps {
  readonly code: string;
  readonly recording: EmbeddedRecording;
}

/** Player and the transcript that follows. */
function Recording({ code, recording }: RecordingProps): ReactElement {
  const query = useQuery(embeddedTranscriptQuery(code, recording));
  const { data: transcript, error, refetch } = query;
  const repeated = findRepeated(query);
  const { area, ...playback } = usePlayback(recording.id, 0);
  const client = useQueryClient();
  const { media, captions, has_transcript: hasTranscript } = recording;
  return (
    <div ref={area} className={hasTranscript ? 'watch-columns' : 'watch-columns untranscribed'}>
      <SharedPlayer
        title={titleOf(recording)}
        captions={captions ?? undefined}
        language={transcript?.language}
        // The embed may have ended, or a version for browsers may have replaced the file.
        onFailure={() => void client.invalidateQueries({ queryKey: embeddedQuery(code).queryKey })}
        media={media}
        {...playback}
      />
      {hasTranscript ? (
        <TranscriptSection
          {...{ transcript, error, area }}
          {...(repeated !== undefined && { waiting: <PassingFailure {...repeated} /> })}
          Failure={FinalFailure}
          onRetry={() => void refetch()}
          at={playback.at}
          onSeek={playback.seek}
        />
      ) : (
        <p className="quiet about">{words.noTranscript}</p>
      )}
    </div>
  );
}

interface ListProps {
  readonly items: readonly EmbeddedRecording[];
  readonly shown: string;
  readonly onShow: (item: EmbeddedRecording) => void;
}

function RecordingList({ items, shown, onShow }: ListProps): ReactElement {
  return (
    <nav aria-label={words.recordings}>
      <ol className="embed-list">
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="embed-item"
              aria-current={item.id === shown ? 'true' : undefined}
              onClick={() => {
                onShow(item);
              }}
            >
              <span dir="auto">{titleOf(item)}</span>
              {item.duration_seconds !== null && <span className="quiet">{formatPlayTime(item.duration_seconds)}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function EmbedView({ code, set }: { readonly code: string; readonly set: EmbeddedSet }): ReactElement {
  usePageTitle(set.title);
  const announce = useAnnounce();
  const [chosen, setChosen] = useState(set.items[0]?.id);
  const recording = set.items.find(({ id }) => id === chosen) ?? set.items[0];
  // A later recording comes first in the list, but must not take the place of the one that plays.
  if (recording !== undefined && recording.id !== chosen) setChosen(recording.id);
  const show = (item: EmbeddedRecording): void => {
    setChosen(item.id);
    announce(titleOf(item));
  };
  return (
    <>
      <h1 dir="auto">{set.title}</h1>
      {recording === undefined ? (
        <p className="quiet">{words.empty}</p>
      ) : (
        <>
          {set.items.length > 1 && <RecordingList items={set.items} shown={recording.id} onShow={show} />}
          <h2 dir="auto">{titleOf(recording)}</h2>
          <Recording key={recording.id} code={code} recording={recording} />
        </>
      )}
    </>
  );
}

export const UnavailablePlayer = (): ReactElement => (
  <div role="alert">
    <h1>{words.unavailable}</h1>
    <p>{words.unavailableHint}</p>
  </div>
);

/** A player in a page of another site, which has its code in its address. */
export function EmbedPage({ id: code }: { readonly id: string }): ReactElement {
  usePageTitle(words.title);
  const query = useQuery(embeddedQuery(code));
  const { data, error, refetch } = query;
  const repeated = findRepeated(query);
  return (
    <main className="embed">
      {isUnavailable(error) ? (
        <UnavailablePlayer />
      ) : (
        <>
          {data !== undefined && <EmbedView code={code} set={data} />}
          {repeated !== undefined && <PassingFailure {...repeated} />}
          {error !== null && repeated === undefined && <FinalFailure error={error} onRetry={() => void refetch()} />}
          {data === undefined && error === null && repeated === undefined && <Skeleton rows={4} />}
        </>
      )}
    </main>
  );
}
