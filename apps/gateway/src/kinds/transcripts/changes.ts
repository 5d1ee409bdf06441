import { correctTranscript, renameSpeaker, type CorrectedSegment, type Transcript } from '@throughline/media';
import { Problem } from '../../kit/http/problems/problem.js';
import { checkSegments } from './mended-segments.js';
import type { SegmentBody } from './transcript.dto.js';

type CorrectionId = NonNullable<Transcript['correction']>;

/** Makes a new version of a transcript. Returns `undefined` if nothing changes, and throws if the change is invalid. */
export type TranscriptChange = (before: Transcript, correction: CorrectionId) => Transcript | undefined;

const isUnchanged = ({ segments }: Transcript, mended: readonly CorrectedSegment[]): boolean =>
  segments.length === mended.length &&
  segments.every(({ id, start, end, text }, index) => {
    const one = mended[index];
    return one?.id === id && one.start === start && one.end === end && one.text.trim() === text.trim();
  });

export const changePassages =
  (segments: readonly SegmentBody[]): TranscriptChange =>
  (before, correction) => {
    const mended = checkSegments(segments, before);
    return isUnchanged(before, mended) ? undefined : correctTranscript(before, mended, correction);
  };

/** An empty name removes the name. */
export const changeSpeakerName =
  (id: string, requestedName: string): TranscriptChange =>
  (before, correction) => {
    const speaker = before.speakers?.find((one) => one.id === id);
    if (speaker === undefined) throw new Problem('no-such-speaker');
    const name = requestedName.trim() === '' ? undefined : requestedName.trim();
    return speaker.name === name ? undefined : renameSpeaker(before, { id, name }, correction);
  };
