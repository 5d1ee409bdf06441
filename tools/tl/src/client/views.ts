import type {
  About,
  Artifact,
  AuditEvent,
  CommandOutcome,
  CorrectionAnswer,
  CreatedToken,
  Document,
  DocumentStep,
  DryRun,
  Item,
  Page,
  PastMoment,
  Recording,
  SelectedArchive,
  Stage,
  Token,
  Transcript,
  TranscriptSoFar,
  TranscriptVersion,
  Workers,
} from '@throughline/api-client';
import { listReaderOf, readerOf } from './read-answer.js';

/** A stage of a recording or a main step of a document. */
export type StageView = Omit<Stage, 'status'> & { readonly status: string };

/** A recording, or a document in the form of a recording. */
export type RecordingView = Item & {
  readonly status: string;
  readonly processing_stages: readonly StageView[];
  /** Text recognition, only of a document. */
  readonly text?: Document['text'];
  /** Only of a recording. */
  readonly thumbnail?: Recording['thumbnail'];
  readonly no_transcript?: Recording['no_transcript'];
  /** Only in the answer to a command. */
  readonly outcome?: CommandOutcome;
};

/** A session has only some of these fields. */
export type ForecastView = Partial<Pick<Stage, 'eta' | 'eta_reason' | 'queue_position' | 'queue_length' | 'progress_at'>>;

type ApiItem = Recording | Document;

const FIELDS = ['id', 'outputs', 'upload_summary', 'waiting_for'] as const;
const readItem = readerOf<ApiItem>(...FIELDS);
const readItems = listReaderOf<ApiItem, Page<ApiItem>>(...FIELDS);

export const NO_FORECAST = { eta: null, eta_reason: null, queue_position: null, queue_length: null, progress_at: null };

const stageOf = ({ step_name, status, error_message, ...step }: DocumentStep): StageView => ({
  ...step,
  ...NO_FORECAST,
  stage_type: step_name,
  status: status.toUpperCase(),
  stalled: false,
  failed: status === 'failure',
  failed_at: null,
  failed_reason: error_message,
});

/** Returns a document in the form of a recording, with its main steps as stages. */
const asRecording = (item: ApiItem): RecordingView =>
  'steps' in item ? { ...item, processing_stages: item.steps.filter(({ group }) => group === 'main').map(stageOf) } : item;

export const read = {
  transcript: readerOf<Transcript>('segments'),
  transcriptSoFar: readerOf<TranscriptSoFar>('segments', 'up_to'),
  versions: listReaderOf<TranscriptVersion>('version'),
  correction: readerOf<CorrectionAnswer>('outdated_outputs'),
  about: readerOf<About>('services'),
  recording: (value: unknown): RecordingView => asRecording(readItem(value)),
  recordings: (value: unknown): Page<RecordingView> => {
    const { items, ...page } = readItems(value);
    return { ...page, items: items.map(asRecording) };
  },
  /** The extra field of an answer for an earlier time. */
  past: readerOf<{ readonly as_of: PastMoment }>('as_of'),
  /** The plan of a run that a command previews. */
  plan: readerOf<DryRun>('steps'),
  workers: readerOf<Workers>('items', 'services'),
  events: listReaderOf<AuditEvent, Page<AuditEvent>>('id', 'type'),
  artifacts: listReaderOf<Artifact>('name', 'size'),
  selectedArchive: readerOf<SelectedArchive>('id'),
  tokens: listReaderOf<Token>('id', 'scopes'),
  createdToken: readerOf<CreatedToken>('id', 'token'),
};
