import { useQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import { findGivenUp } from '../previews/find-preview-gap.js';
import { MakePreviews } from '../previews/MakePreviews.js';
import { findPeaksUrl, peaksQuery } from './peaks-api.js';
import { elementKey, findBreak, findPlayNote, lacksWebVersion, type PlayedMedia, type PlayNote } from './played-media.js';
import { Player, type PlayerEvents } from './Player.js';
import { SeekBar } from './SeekBar.js';
import { SmallPlayer } from './SmallPlayer.js';
import { findSprites } from './sprites-api.js';
import { ChapterStrip } from './Topics.js';
import { useChosenMedia } from './use-chosen-media.js';
import type { Playback } from './use-playback.js';
import type { RecordingResult } from './use-result.js';
import { Waveform, WaveformToCome } from './Waveform.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.results;

export interface PlayedItem {
  readonly id: string;
  readonly title: string;
  /** BCP 47, or `auto`. */
  readonly language: string;
  readonly previews: Recording['previews'];
  /** The picture before a video plays. */
  readonly poster: string | undefined;
  /** The length of its file in seconds, if the server knows it. */
  readonly length?: number | undefined;
}

export interface PlayerPanelProps extends Pick<Playback, 'at' | 'seek' | 'player' | 'onTime' | 'move' | 'settings'> {
  readonly item: PlayedItem;
  readonly result: Pick<RecordingResult, 'files' | 'topics' | 'transcript'>;
}

type WaveProps = Omit<PlayerPanelProps, 'seek' | 'onTime' | 'settings'> & { readonly media: PlayedMedia };

/** The waveform of the played file, or a plain bar without one. */
function Position({ item, result: { topics, transcript }, media, player, at, move }: WaveProps): ReactNode {
  const url = findPeaksUrl(item, media);
  const { sha256 } = media;
  const sprites = findSprites(item, media);
  const bar = <SeekBar onMove={move} sprites={sprites && { ...sprites, sha256 }} {...{ player, at, topics }} />;
  if (url === undefined) return item.previews.state === 'requested' ? <WaveformToCome>{bar}</WaveformToCome> : bar;
  return <Waveform onMove={move} fallback={bar} {...{ url, sha256, sprites, player, at, topics, transcript }} />;
}

/** Notes where the browser finds the end of the file. `own` are the events of the player that somebody else handles. */
function useFoundEnd(own: PlayerEvents): readonly [found: number | undefined, events: PlayerEvents] {
  const [found, setFound] = useState<number>();
  const events: PlayerEvents = {
    ...own,
    onDurationChange: ({ currentTarget: { duration } }) => {
      setFound(Number.isFinite(duration) ? duration : undefined);
    },
    onEnded: ({ currentTarget }) => {
      setFound(currentTarget.currentTime);
    },
  };
  return [found, events];
}

/** Says that the played file is shorter than it states. */
function BreakNote({ item, media, found }: Pick<WaveProps, 'item' | 'media'> & { readonly found: number | undefined }) {
  const url = findPeaksUrl(item, media);
  const { data } = useQuery({ ...peaksQuery(url ?? '', media.sha256), enabled: url !== undefined });
  const stated = data?.duration_seconds;
  const end = findBreak({ stated, found });
  if (end === undefined || stated === undefined) return null;
  return <Note tone="warn">{text.recording.playback.breaksOff(formatPlayTime(end), formatPlayTime(stated))}</Note>;
}

interface RemarkProps {
  readonly item: PlayedItem;
  /** The reason why the file does not play, or may not play elsewhere. */
  readonly note: PlayNote | undefined;
}

/** Says why the file does not play or has no waveform, with the button that asks for what is missing. */
function Remark({ item: { id, previews }, note }: RemarkProps): ReactElement | null {
  const gap = findGivenUp(previews);
  if (note === undefined && gap === undefined) return null;
  return (
    <Note tone="calm">
      <p>{note === undefined ? text.recording.previews.noWaveform[gap ?? 'failed'] : text.recording.playback.notes[note]}</p>
      {(note === undefined || lacksWebVersion(note)) && <MakePreviews id={id} />}
    </Note>
  );
}

/** The player with the waveform and the chapters, or the reason why nothing plays. */
export function PlayerPanel({ item, result, at, seek, player, onTime, move, settings }: PlayerPanelProps): ReactElement | null {
  const { files, topics } = result;
  const { previews, language, title, poster, length } = item;
  const { media, isRefused, events: chosenEvents } = useChosenMedia(files.media, { at, move });
  const [found, events] = useFoundEnd(chosenEvents);
  if (files.own === undefined) return null;
  const isWebVersion = media !== undefined && media.url === previews.web_url;
  const isAnother = !isWebVersion && media?.url !== files.own.url;
  const note = findPlayNote({ own: files.own, previews, isWebVersion, isRefused: isRefused || isAnother });
  return (
    <section className="panel player-panel" aria-label={words.player}>
      {media !== undefined && (
        <Player
          key={elementKey(media)}
          captions={files.captions}
          {...{ title, poster, length, media, topics, language, player, at, settings, onTime, events }}
        />
      )}
      <Remark item={item} note={note} />
      {media !== undefined && (
        <>
          <BreakNote {...{ item, media, found }} />
          <ChapterStrip topics={topics} at={at} onSeek={seek} />
          <Position key={elementKey(media)} {...{ item, result, media, player, at, move }} />
          <SmallPlayer key={`small ${elementKey(media)}`} {...{ title, player, at, topics }} />
        </>
      )}
    </section>
  );
}
