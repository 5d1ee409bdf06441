import { SOURCE_LIMITS } from '@throughline/contracts';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** The fields of Zoom's answers that are used. Files that are processed lack most of them. */
const FileSchema = Type.Object({
  file_type: Type.Optional(Type.String({ maxLength: 50 })),
  recording_type: Type.Optional(Type.String({ maxLength: 100 })),
  recording_start: Type.Optional(Type.String({ maxLength: 40 })),
  recording_end: Type.Optional(Type.String({ maxLength: 40 })),
  file_size: Type.Optional(Type.Integer({ minimum: 0 })),
  status: Type.Optional(Type.String({ maxLength: 50 })),
  download_url: Type.Optional(Type.String({ maxLength: 4_000 })),
});
export type RecordingFile = Static<typeof FileSchema>;

const MeetingSchema = Type.Object({
  uuid: Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' }),
  topic: Type.Optional(Type.String()),
  start_time: Type.String({ maxLength: 40 }),
  recording_files: Type.Array(FileSchema, { maxItems: 1_000 }),
});
export type Meeting = Static<typeof MeetingSchema>;

const meeting = Compile(MeetingSchema);

export const parseMeeting = (value: unknown): Meeting | undefined =>
  meeting.Check(value) && !Number.isNaN(Date.parse(value.start_time)) ? value : undefined;

/** Views in the order in which they are chosen, unless a source prefers another one. */
export const VIEWS = [
  'shared_screen_with_speaker_view',
  'shared_screen_with_gallery_view',
  'active_speaker',
  'speaker_view',
  'gallery_view',
  'shared_screen',
  'audio_only',
] as const;
export type View = (typeof VIEWS)[number];

/** Recordings have these types. Chats, transcripts and other files beside them are left out. */
const MEDIA = new Set(['MP4', 'M4A']);

/** A recording of a meeting from one press of "Record" to its end: a meeting that is recorded twice has two. */
export interface MeetingPart {
  /** The time of its start, ISO 8601. */
  readonly start: string;
  /** Its views. */
  readonly files: readonly RecordingFile[];
}

/** The type of a file that is processed may still be unknown. */
const isMedia = ({ file_type: type = '', status }: RecordingFile): boolean =>
  MEDIA.has(type) || (type === '' && status === 'processing');

/**
 * Returns true while Zoom processes a file whose recording is unknown yet. Then no recording of the meeting is complete for
 * certain, and none of the file can be named.
 */
export const isUnplaced = ({ recording_files: files }: Meeting): boolean =>
  files
    .filter(isMedia)
    .some(({ status, recording_start: start = '' }) => status === 'processing' && Number.isNaN(Date.parse(start)));

/** Returns the parts of a meeting, the earliest first. */
export function partsOf({ start_time: begun, recording_files: files }: Meeting): readonly MeetingPart[] {
  const parts = new Map<string, RecordingFile[]>();
  for (const file of files.filter(isMedia)) {
    const given = Date.parse(file.recording_start ?? '');
    const start = new Date(Number.isNaN(given) ? Date.parse(begun) : given).toISOString();
    parts.set(start, [...(parts.get(start) ?? []), file]);
  }
  return [...parts].map(([start, ofPart]) => ({ start, files: ofPart })).sort((one, other) => (one.start < other.start ? -1 : 1));
}

/** Zoom publishes the views of a part one after the other, so that the preferred one may come last. */
export const isProcessing = ({ files }: MeetingPart): boolean => files.some(({ status }) => status === 'processing');

export interface ChosenFile {
  readonly size: number;
  readonly url: string;
  /** 0 if the recording was stopped at once; undefined if Zoom names no length. */
  readonly seconds: number | undefined;
}

/** The `duration` of the meeting is not used: it may be longer than its recording, and 0 for a short one. */
function findSeconds({ recording_start: start = '', recording_end: end = '' }: RecordingFile): number | undefined {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1_000;
  return seconds >= 0 && seconds <= SOURCE_LIMITS.durationSeconds ? seconds : undefined;
}

const rankOf = ({ recording_type: type = '' }: RecordingFile, preferred: View): number => {
  if (type === preferred) return -1;
  const rank = VIEWS.findIndex((view) => type === view || type === `${view}(CC)`);
  return rank < 0 ? VIEWS.length - 1.5 : rank;
};

/** Returns the complete file of the preferred view, or of the next one in the order. An unknown view comes before the audio. */
export function chooseFile({ files }: MeetingPart, preferred: View): ChosenFile | undefined {
  const complete = files.flatMap((file) => {
    const { status, file_size: size = 0, download_url: url } = file;
    const isComplete = (status === undefined || status === 'completed') && size > 0 && url !== undefined;
    return isComplete ? [{ size, url, seconds: findSeconds(file), rank: rankOf(file, preferred) }] : [];
  });
  const [best] = complete.sort((one, other) => one.rank - other.rank || other.size - one.size);
  return best === undefined ? undefined : { size: best.size, url: best.url, seconds: best.seconds };
}
