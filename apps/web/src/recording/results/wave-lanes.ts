import type { Transcript } from '@throughline/api-client';
import { findTurns, isToCheck } from './results-api.js';

/** A part of a recording, by its seconds. */
export interface LanePart {
  readonly start: number;
  readonly end: number;
}

export interface SpeakerPart extends LanePart {
  /** The place of the speaker in the list, which gives the colour. */
  readonly place: number;
}

type SpokenTranscript = Pick<Transcript, 'segments' | 'speakers'>;

/** Returns the turns of the known speakers. A turn ends with its last passage. */
export function listSpeakerParts({ segments, speakers }: SpokenTranscript): readonly SpeakerPart[] {
  const parts: { start: number; end: number; place: number | undefined }[] = [];
  for (const { segment, turn } of findTurns(segments, speakers)) {
    const last = parts.at(-1);
    if (turn !== undefined)
      parts.push({ start: segment.start, end: segment.end, place: turn.speaker === undefined ? undefined : turn.place });
    else if (last !== undefined) last.end = segment.end;
  }
  return parts.flatMap(({ place, ...part }) => (place === undefined ? [] : [{ ...part, place }]));
}

export interface LaneSpeaker {
  readonly label: string;
  readonly place: number;
}

/** Returns the people of the lane, the first one to speak first. Speakers with one name are one person. */
export function listLaneSpeakers(transcript: SpokenTranscript): readonly LaneSpeaker[] {
  const named = listSpeakerParts(transcript).flatMap(({ place }) => {
    const label = transcript.speakers[place]?.label;
    return label === undefined ? [] : [{ label, place }];
  });
  return named.filter(({ label }, index) => named.findIndex((one) => one.label === label) === index);
}

/** Returns the passages to check. */
export const listUnsureParts = ({ segments }: SpokenTranscript): readonly LanePart[] =>
  segments.filter(isToCheck).map(({ start, end }) => ({ start, end }));
