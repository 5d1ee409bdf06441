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

/** Recordings have these types. */
const MEDIA = new Set(['MP4', 'M4A']);

/** A recording of a meeting from one press of "Record" to its end: a meeting that is recorded twice has two. */
export interface MeetingPart {
  /** ISO 8601. */
  readonly start: string;
  /** Its views. */
  readonly files: readonly RecordingFile[];
  /** Its chat, transcript, timeline and other files beside the views. */
  readonly sideFiles: readonly RecordingFile[];
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

function startOf({ recording_start: start = '' }: RecordingFile, { start_time: meetingStart }: Meeting): string {
  const time = Date.parse(start);
  return new Date(Number.isNaN(time) ? Date.parse(meetingStart) : time).toISOString();
}

/** Returns the recordings of a meeting, the earliest first. A meeting without any has one that consists of its other files. */
export function partsOf(meeting: Meeting): readonly MeetingPart[] {
  const parts = new Map<string, { files: RecordingFile[]; sideFiles: RecordingFile[] }>();
  const partAt = (start: string) => {
    const part = parts.get(start) ?? { files: [], sideFiles: [] };
    parts.set(start, part);
    return part;
  };
  const { recording_files: files } = meeting;
  for (const file of files.filter(isMedia)) partAt(startOf(file, meeting)).files.push(file);
  const starts = [...parts.keys()].sort();
  for (const file of files.filter((one) => !isMedia(one))) {
    const start = startOf(file, meeting);
    // Zoom starts a side file with its recording, or somewhat later.
    partAt(starts.findLast((one) => one <= start) ?? starts[0] ?? new Date(meeting.start_time).toISOString()).sideFiles.push(
      file,
    );
  }
  return [...parts].map(([start, part]) => ({ start, ...part })).sort((one, other) => (one.start < other.start ? -1 : 1));
}

/** Zoom publishes the views of a part one after the other, so that the preferred one may come last. */
export const isProcessing = ({ files }: MeetingPart): boolean => files.some(({ status }) => status === 'processing');

/** A complete file of a recording. */
export interface StoredFile {
  /** The name of its kind at Zoom, such as `gallery_view` or `chat_file`. */
  readonly name: string;
  readonly type: string;
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

const NAME = /^[\w() -]{1,60}$/;

/** Returns Zoom's name of the kind of file. Other texts are not taken over: events name no content. */
function nameOfFile({ recording_type: kind = '', file_type: type = '' }: RecordingFile): string {
  return [kind, type.toLowerCase()].find((name) => NAME.test(name)) ?? 'unknown';
}

function toStored(file: RecordingFile): readonly StoredFile[] {
  const { status, file_type: type = '', file_size: size = 0, download_url: url } = file;
  const isComplete = (status === undefined || status === 'completed') && size > 0 && url !== undefined;
  return isComplete ? [{ name: nameOfFile(file), type, size, url, seconds: findSeconds(file) }] : [];
}

const rankOf = (name: string, preferred: View): number => {
  if (name === preferred) return -1;
  const rank = VIEWS.findIndex((view) => name === view || name === `${view}(CC)`);
  return rank < 0 ? VIEWS.length - 1.5 : rank;
};

/**
 * Returns the complete views, the preferred one first, and then the others in the order of {@link VIEWS}. An unknown view comes
 * before the audio.
 */
export const rankViews = ({ files }: MeetingPart, preferred: View): readonly StoredFile[] =>
  files
    .flatMap(toStored)
    .sort((one, other) => rankOf(one.name, preferred) - rankOf(other.name, preferred) || other.size - one.size);

export const sideFilesOf = ({ sideFiles }: MeetingPart): readonly StoredFile[] => sideFiles.flatMap(toStored);

/** Returns the names of all files of the recording, also of those that are not complete. */
export const namesOfFiles = ({ files, sideFiles }: MeetingPart): readonly string[] => [
  ...new Set([...files, ...sideFiles].map(nameOfFile)),
];
