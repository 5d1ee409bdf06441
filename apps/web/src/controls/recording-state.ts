import type { Item, Recording, RecordingStatus, RunStep } from '@throughline/api-client';
import { text } from '../texts/text.js';
import type { BadgeContent, Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { describeQueuePosition, listOutsideWaits } from './queue.js';

const STATUS: Readonly<Record<RecordingStatus, readonly [Tone, IconName]>> = {
  PENDING_SOURCE: ['calm', 'waiting'],
  INITIALIZED: ['calm', 'idle'],
  SKIPPED: ['calm', 'skipped'],
  DOWNLOADING: ['busy', 'downloading'],
  DOWNLOADED: ['calm', 'idle'],
  PROCESSING: ['busy', 'moving'],
  PROCESSED: ['calm', 'idle'],
  UPLOADING: ['busy', 'uploading'],
  UPLOADED: ['warn', 'ready'],
  READY: ['good', 'ready'],
  EXPIRED: ['calm', 'deleted'],
};

/** Returns the status of the API. A failed recording is never green, whatever status it reached before. */
export function getStatusBadge({ status, failed }: Pick<Recording, 'status' | 'failed'>): BadgeContent {
  const [tone, icon] = STATUS[status];
  return { words: text.status[status], tone: failed && tone === 'good' ? 'warn' : tone, icon };
}

/** Returns the badge that replaces the status, which would promise more. */
export function getLabelBadge(item: Pick<Item, 'label' | 'queue_position' | 'queue_length'>): BadgeContent | undefined {
  switch (item.label) {
    case 'stalled':
      return { words: text.flags.stalled, tone: 'warn', icon: 'stalled' };
    case 'stopped':
      return { words: text.flags.stopped, tone: 'calm', icon: 'failed' };
    case 'queued':
      return { words: describeQueuePosition(item) ?? text.progress.inQueue, tone: 'calm', icon: 'waiting' };
    // A gateway of another release may send another label, or none.
    default:
      return undefined;
  }
}

/** Returns the badge of a finished recording without a transcript. None is missing if transcription was off. */
export function getTranscriptBadge({ no_transcript: none }: Partial<Pick<Recording, 'no_transcript'>>): BadgeContent | undefined {
  // A gateway of an earlier release sends no such field.
  if (none === null || none === undefined) return undefined;
  return none.reason === 'disabled'
    ? { words: text.flags.transcriptOff, tone: 'calm', icon: 'skipped' }
    : { words: text.flags.noTranscript(none.message), tone: 'warn', icon: 'skipped' };
}

type FlagFields = Pick<
  Item,
  | 'failed'
  | 'on_pause'
  | 'needs_review'
  | 'waiting_for'
  | 'deleted_at'
  | 'expired_at'
  | 'erased_at'
  | 'quarantined'
  | 'needs_upgrade'
  | 'upload_summary'
  | 'duplicate_of'
  | 'run'
>;

/** Returns true if a step is running. A paused run lets its running steps finish. */
export const isStepRunning = ({ run }: Pick<Item, 'run'>): boolean =>
  run?.steps.some(({ status }) => status === 'IN_PROGRESS') === true;

/**
 * Returns the steps with a failed attempt and a scheduled retry. Excludes steps that wait, because they are shown as waiting.
 */
export const listRetries = ({ run, waiting_for }: Pick<Item, 'run' | 'waiting_for'>): readonly RunStep[] =>
  run?.active === true
    ? run.steps.filter(
        ({ step, retry_at, failed_reason }) =>
          retry_at !== null && failed_reason !== null && !waiting_for.some((one) => one.step === step),
      )
    : [];

/** Returns the badges next to the status, most urgent first. */
export function getFlagBadges(recording: FlagFields): readonly BadgeContent[] {
  const { flags } = text;
  const all: readonly (BadgeContent & { readonly holds: boolean })[] = [
    { holds: recording.quarantined, words: flags.quarantined, tone: 'bad', icon: 'stalled' },
    { holds: recording.needs_upgrade, words: flags.needsUpgrade, tone: 'bad', icon: 'stalled' },
    { holds: recording.failed, words: flags.failed, tone: 'bad', icon: 'failed' },
    { holds: recording.needs_review, words: flags.toReview, tone: 'ask', icon: 'review' },
    { holds: recording.upload_summary.unconfirmed > 0, words: flags.unconfirmed, tone: 'warn', icon: 'stalled' },
    { holds: recording.upload_summary.follow_ups_failed > 0, words: flags.followUpFailed, tone: 'warn', icon: 'failed' },
    { holds: recording.on_pause, words: isStepRunning(recording) ? flags.pausing : flags.paused, tone: 'warn', icon: 'paused' },
    { holds: listOutsideWaits(recording).length > 0, words: flags.waiting, tone: 'warn', icon: 'waiting' },
    { holds: recording.erased_at !== null, words: flags.erased, tone: 'calm', icon: 'deleted' },
    { holds: recording.deleted_at !== null && recording.erased_at === null, words: flags.deleted, tone: 'calm', icon: 'deleted' },
    { holds: recording.duplicate_of !== null, words: flags.duplicate, tone: 'calm', icon: 'copy' },
  ];
  return all.filter(({ holds }) => holds);
}

/** Returns the name of a step such as `TRANSCRIBE` in words. */
export function stepName(step: string): string {
  if (step.startsWith('deliver:')) {
    const [output = '', followUp] = step.slice('deliver:'.length).split('/');
    return followUp === undefined ? text.step.deliver(output) : text.step.followUp(followUp, output);
  }
  const names: Readonly<Record<string, unknown>> = text.step;
  const name = Object.hasOwn(names, step) ? names[step] : undefined;
  return typeof name === 'string' ? name : step;
}

const DELIVERY_OF_DOCUMENT = 'upload_to_';

/** `failed_at_stage` of a recording has step names in lower case, and that of a document has names of their own. */
export function failedStepName(step: string): string {
  if (step.startsWith(DELIVERY_OF_DOCUMENT)) return text.step.deliver(step.slice(DELIVERY_OF_DOCUMENT.length));
  return Object.hasOwn(text.step, step) ? stepName(step) : stepName(step.toUpperCase());
}

export const titleOf = ({
  title,
  file_name,
  expired_at,
  erased_at,
}: Pick<Item, 'title' | 'file_name' | 'expired_at' | 'erased_at'>): string => {
  if (erased_at !== null) return text.list.erasedTitle;
  return expired_at === null ? (title ?? file_name ?? text.list.untitled) : text.list.expiredTitle;
};

/** Returns true if files and texts are permanently removed. */
export const isContentGone = ({ expired_at, erased_at }: Pick<Item, 'expired_at' | 'erased_at'>): boolean =>
  expired_at !== null || erased_at !== null;
