import type { Transcript } from '@throughline/api-client';
import { memo, type CSSProperties, type ReactElement } from 'react';
import { text } from '../../texts/text.js';
import { COLOURS } from './Turn.js';
import { listLaneSpeakers, listSpeakerParts, listUnsureParts, type LanePart } from './wave-lanes.js';

interface Props {
  readonly transcript: Pick<Transcript, 'segments' | 'speakers'>;
  /** Seconds. */
  readonly duration: number;
}

const colourOf = (place: number): string => `turn-${String((place % COLOURS) + 1)}`;

const placeOf = ({ start, end }: LanePart, duration: number): CSSProperties => ({
  insetInlineStart: `${String((start / duration) * 100)}%`,
  inlineSize: `${String(((end - start) / duration) * 100)}%`,
});

/**
 * The speakers and the passages to check, below the waveform. The transcript says the same in words. Memoized, because the player
 * reports the time four times a second.
 */
export const WaveLanes = memo(function WaveLanes({ transcript, duration }: Props): ReactElement {
  const [speakers, unsure] = [listSpeakerParts(transcript), listUnsureParts(transcript)];
  return (
    <div className="wave-lanes" aria-hidden="true">
      {speakers.length > 0 && (
        <div className="wave-lane">
          {speakers.map((part) => (
            <span key={part.start} className={colourOf(part.place)} style={placeOf(part, duration)} />
          ))}
        </div>
      )}
      {unsure.length > 0 && (
        <div className="wave-lane">
          {unsure.map((part) => (
            <span key={part.start} className="unsure-part" style={placeOf(part, duration)} />
          ))}
        </div>
      )}
      {(speakers.length > 0 || unsure.length > 0) && (
        <p className="wave-legend">
          {listLaneSpeakers(transcript).map(({ label, place }) => (
            <span key={label} className={colourOf(place)} dir="auto">
              {label}
            </span>
          ))}
          {unsure.length > 0 && <span className="unsure-part">{text.recording.playback.toCheck(unsure.length)}</span>}
        </p>
      )}
    </div>
  );
});
