import type { Item, Recording, RecordingStatus, RunStep } from '../api/answers.js';
import { text } from '../texts/text.js';
import type { Tone } from './Badge.js';
import type { IconName } from './Icon.js';

export interface Shown {
  readonly words: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

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

/** The status as the API says it, nothing added. What has failed is not green, whatever was reached before. */
export function shownStatus({ status, failed }: Pick<Recording, 'status' | 'failed'>): Shown {
  const [tone, icon] = STATUS[status];
  return { words: text.status[status], tone: failed && tone === 'good' ? 'warn' : tone, icon };
}

type Flagged = Pick<
  Item,
  | 'failed'
  | 'on_pause'
  | 'stalled'
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

/** Whether a step is being done at this moment: a pause lets it end first. */
export const isAtWork = ({ run }: Pick<Item, 'run'>): boolean =>
  run?.steps.some(({ status }) => status === 'IN_PROGRESS') === true;

/** Steps whose last attempt has failed and that are tried again later. Those that only wait for something say so themselves. */
export const retriesOf = ({ run, waiting_for }: Pick<Item, 'run' | 'waiting_for'>): readonly RunStep[] =>
  run?.active === true
    ? run.steps.filter(
        ({ step, retry_at, failed_reason }) =>
          retry_at !== null && failed_reason !== null && !waiting_for.some((one) => one.step === step),
      )
    : [];

/** What stands beside the status, the most pressing first. */
export function shownFlags(recording: Flagged): readonly Shown[] {
  const { flags } = text;
  const all: readonly (Shown & { readonly holds: boolean })[] = [
    { holds: recording.quarantined, words: flags.quarantined, tone: 'bad', icon: 'stalled' },
    { holds: recording.needs_upgrade, words: flags.needsUpgrade, tone: 'bad', icon: 'stalled' },
    { holds: recording.failed, words: flags.failed, tone: 'bad', icon: 'failed' },
    { holds: recording.stalled === true, words: flags.stalled, tone: 'warn', icon: 'stalled' },
    { holds: recording.upload_summary.unconfirmed > 0, words: flags.unconfirmed, tone: 'warn', icon: 'stalled' },
    { holds: recording.on_pause, words: isAtWork(recording) ? flags.pausing : flags.paused, tone: 'warn', icon: 'paused' },
    { holds: recording.waiting_for.length > 0, words: flags.waiting, tone: 'warn', icon: 'waiting' },
    { holds: recording.erased_at !== null, words: flags.erased, tone: 'calm', icon: 'deleted' },
    { holds: recording.deleted_at !== null && recording.erased_at === null, words: flags.deleted, tone: 'calm', icon: 'deleted' },
    { holds: recording.duplicate_of !== null, words: flags.duplicate, tone: 'calm', icon: 'copy' },
  ];
  return all.filter(({ holds }) => holds);
}

/** `TRANSCRIBE` and the like in words. */
export function stepName(step: string): string {
  if (step.startsWith('deliver:')) {
    const [output = '', followUp] = step.slice('deliver:'.length).split('/');
    return followUp === undefined ? text.step.deliver(output) : text.step.followUp(followUp, output);
  }
  const names: Readonly<Record<string, unknown>> = text.step;
  const name = Object.hasOwn(names, step) ? names[step] : undefined;
  return typeof name === 'string' ? name : step;
}

/** `failed_at_stage` has recordings' steps in small letters. */
export const failedStepName = (step: string): string =>
  Object.hasOwn(text.step, step) ? stepName(step) : stepName(step.toUpperCase());

export const titleOf = ({
  title,
  file_name,
  expired_at,
  erased_at,
}: Pick<Item, 'title' | 'file_name' | 'expired_at' | 'erased_at'>): string => {
  if (erased_at !== null) return text.list.erasedTitle;
  return expired_at === null ? (title ?? file_name ?? text.list.untitled) : text.list.expiredTitle;
};

/** True once its files and words are gone for good. */
export const isContentGone = ({ expired_at, erased_at }: Pick<Item, 'expired_at' | 'erased_at'>): boolean =>
  expired_at !== null || erased_at !== null;
