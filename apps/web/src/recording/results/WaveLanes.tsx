import type { Transcript } from '@throughline/api-types';
import { memo, type CSSProperties, type ReactElement } from 'react';
import { COLOURS } from './Turn.js';
import { listSpeakerParts, listUnsureParts, type LanePart } from './wave-lanes.js';

interface Props {
  readonly transcript: Pick<Transcript, 'segments' | 'speakers'>;
  /** The length of the recording in seconds. */
  readonly duration: number;
}

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
            <span key={part.start} className={`turn-${String((part.place % COLOURS) + 1)}`} style={placeOf(part, duration)} />
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
    </div>
  );
});
