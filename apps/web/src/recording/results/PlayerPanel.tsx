import type { Recording } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { findPlayerPoster } from '../../controls/Poster.js';
import { titleOf } from '../../controls/recording-state.js';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import { findPeaksUrl } from './peaks-api.js';
import { findPlayNote, type PlayedMedia } from './played-media.js';
import { Player } from './Player.js';
import { SmallPlayer } from './SmallPlayer.js';
import { findSprites } from './sprites-api.js';
import { ChapterStrip } from './Topics.js';
import { useChosenMedia } from './use-chosen-media.js';
import type { Playback } from './use-playback.js';
import type { RecordingResult } from './use-result.js';
import { Waveform, WaveformToCome } from './Waveform.js';

const words = text.recording.results;

export interface PlayerPanelProps extends Pick<Playback, 'at' | 'seek' | 'player' | 'onTime' | 'move'> {
  readonly recording: Recording;
  readonly result: RecordingResult;
}

type WaveProps = Omit<PlayerPanelProps, 'seek' | 'onTime'> & { readonly media: PlayedMedia };

/** The waveform of the played file, or its space while the server makes it. */
function Wave({ recording, result: { topics, transcript }, media, player, at, move }: WaveProps): ReactElement | null {
  const url = findPeaksUrl(recording, media);
  if (url === undefined) return recording.previews.state === 'requested' ? <WaveformToCome /> : null;
  const { sha256 } = media;
  const sprites = findSprites(recording, media);
  return <Waveform key={sha256} onMove={move} {...{ url, sha256, sprites, player, at, topics, transcript }} />;
}

/** The player with the waveform and the chapters, or the reason why nothing plays. */
export function PlayerPanel({ recording, result, at, seek, player, onTime, move }: PlayerPanelProps): ReactElement | null {
  const { files, topics } = result;
  const { previews, language } = recording;
  const { media, isRefused, events } = useChosenMedia(files.media, { at, move });
  if (files.own === undefined) return null;
  const isWebVersion = media !== undefined && media.url === previews.web_url;
  const isAnother = !isWebVersion && media?.url !== files.own.url;
  const note = findPlayNote({ own: files.own, previews, isWebVersion, isRefused: isRefused || isAnother });
  return (
    <section className="panel player-panel" aria-label={words.player}>
      {media !== undefined && (
        <Player
          key={media.sha256}
          media={media}
          captions={files.captions}
          topics={topics}
          language={language}
          title={titleOf(recording)}
          poster={findPlayerPoster(recording)}
          ref={player}
          onTime={onTime}
          events={events}
        />
      )}
      {note !== undefined && <Note tone="calm">{text.recording.playback.notes[note]}</Note>}
      {media !== undefined && (
        <>
          <ChapterStrip topics={topics} at={at} onSeek={seek} />
          <Wave {...{ recording, result, media, player, at, move }} />
          <SmallPlayer key={media.sha256} title={titleOf(recording)} {...{ player, at, topics }} />
        </>
      )}
    </section>
  );
}
