import { parseUrl } from '@throughline/contracts';
import type { MeetingPart } from './recordings.js';

/** One recording of a meeting: the UUID of the meeting, and the time at which the recording began. */
export interface RecordingRef extends Pick<MeetingPart, 'start'> {
  readonly uuid: string;
}

/** An id that never means another recording, whatever Zoom adds to the meeting. */
export const toExternalId = ({ uuid, start }: RecordingRef): string => `${uuid}\n${start}`;

/** Returns the page of the recording at Zoom. The log stores the address sealed; it opens nothing without a sign-in. */
export const toAddress = ({ uuid, start }: RecordingRef): string =>
  `https://zoom.us/recording/detail?${String(new URLSearchParams({ meeting_id: uuid, recording_start: start }))}`;

export function parseAddress(address: string): RecordingRef | undefined {
  if (parseUrl(address) === undefined) return undefined;
  const { searchParams } = new URL(address);
  const [uuid, start] = [searchParams.get('meeting_id'), searchParams.get('recording_start')];
  return uuid === null || uuid === '' || start === null ? undefined : { uuid, start };
}

/** Returns the path of a meeting's recordings. Zoom decodes it before it looks for slashes, so some UUIDs are encoded twice. */
export function toMeetingPath(uuid: string): string {
  const encoded = encodeURIComponent(uuid);
  const segment = uuid.startsWith('/') || uuid.includes('//') ? encodeURIComponent(encoded) : encoded;
  return `/meetings/${segment}/recordings`;
}
