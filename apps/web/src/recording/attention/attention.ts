import type { AllowedAction, Artifact, AuditEvent, Item, Output } from '@throughline/api-client';
import type { ItemKind } from '@throughline/api-client/items';
import { rankHelp, type AttentionKind } from '../../actions/rank-help.js';
import { isGivenUp } from '../../controls/recording-state.js';
import { keyOf } from '../recording-api.js';

type AttentionFields = Pick<Item, 'failed' | 'needs_review' | 'outputs' | 'run' | 'upload_summary'>;

/** Returns the most urgent kind. A failed output counts once the run has ended, because the others may still arrive. */
export function findAttentionKind(item: AttentionFields): AttentionKind | undefined {
  if (item.failed) return 'failed';
  if (item.upload_summary.unconfirmed > 0) return 'unconfirmed';
  if (item.run?.active !== true && item.outputs.some(isGivenUp)) return 'partial';
  return item.needs_review ? 'review' : undefined;
}

/** The outputs that the panel is about. */
export const listOutputsOf = (kind: AttentionKind, outputs: readonly Output[]): readonly Output[] => {
  if (kind === 'unconfirmed') return outputs.filter(({ unconfirmed, status }) => unconfirmed && status === 'UPLOADED');
  return kind === 'partial' || kind === 'failed' ? outputs.filter(isGivenUp) : [];
};

export interface Help {
  /** The action that helps most likely. Undefined if none is possible. */
  readonly main: AllowedAction | undefined;
  readonly others: readonly AllowedAction[];
}

type HelpFields = Pick<Item, 'allowed_actions' | 'failed_at_stage' | 'outputs' | 'source'>;

/** Only a step or an output that the panel is about is worth skipping. */
function concerns(kind: AttentionKind, { action, target }: AllowedAction, item: HelpFields): boolean {
  const isUpload = kind !== 'failed' || item.failed_at_stage?.startsWith('upload') === true;
  if (action === 'skip_output') return isUpload && listOutputsOf(kind, item.outputs).some(({ id }) => id === target);
  return action !== 'skip' || target?.toLowerCase().includes(item.failed_at_stage ?? '') === true;
}

/** Chooses what the panel offers from the actions that are possible now. */
export function findHelp(kind: AttentionKind, recording: HelpFields): Help {
  const ranked = rankHelp(kind, recording);
  const possible = ranked.flatMap((name) =>
    recording.allowed_actions.filter((one) => one.action === name && one.allowed && concerns(kind, one, recording)),
  );
  const [main, ...others] = possible;
  return { main, others };
}

/** Keys of the actions that the panel offers, so that nothing else offers them too. */
export function listOffered(kind: AttentionKind, recording: HelpFields): ReadonlySet<string> {
  const { main, others } = findHelp(kind, recording);
  return new Set([...(main === undefined ? [] : [main]), ...others].map(keyOf));
}

/** A file or an effect, and whether it is there. */
export interface KeptFact {
  readonly what:
    | 'media'
    | 'transcript'
    | 'topics'
    | 'subtitles'
    | 'original'
    | 'text'
    | 'metadata'
    | 'finished'
    | 'sent'
    | 'unsent';
  readonly isThere: boolean;
  /** Size of the file in bytes, or the name of an output. */
  readonly size?: number;
  readonly output?: string;
}

type KeptFile = readonly [what: KeptFact['what'], roles: readonly string[]];

const ROLES_OF_MEDIA: readonly KeptFile[] = [
  ['media', ['video', 'source', 'audio']],
  ['transcript', ['transcript']],
  ['topics', ['topics']],
  ['subtitles', ['subtitles_srt', 'subtitles_vtt']],
];

const ROLES: Readonly<Record<ItemKind, readonly KeptFile[]>> = {
  recordings: ROLES_OF_MEDIA,
  sessions: ROLES_OF_MEDIA,
  documents: [
    ['original', ['source']],
    ['text', ['text']],
    ['metadata', ['metadata']],
    ['finished', ['document']],
  ],
};

const hasArrived = ({ status, unconfirmed }: Output): boolean => status === 'UPLOADED' && !unconfirmed;

/** Lists what is there, before what is missing. */
export function listKept(kind: ItemKind, artifacts: readonly Artifact[], outputs: readonly Output[]): readonly KeptFact[] {
  const files = ROLES[kind].map(([what, roles]): KeptFact => {
    const file = roles.flatMap((role) => artifacts.find((one) => one.role === role) ?? [])[0];
    return file === undefined ? { what, isThere: false } : { what, isThere: true, size: file.size };
  });
  const sent = outputs.map((output): KeptFact => {
    const isThere = hasArrived(output);
    return { what: isThere ? 'sent' : 'unsent', isThere, output: output.id };
  });
  const all = [...files, ...sent];
  return [...all.filter(({ isThere }) => isThere), ...all.filter(({ isThere }) => !isThere)];
}

export interface FailedAttempt {
  readonly id: string;
  readonly at: string;
  readonly worker: string;
  /** From 0 to 1; null if unknown. */
  readonly progress: number | null;
}

type AttemptEvent = Pick<AuditEvent, 'id' | 'type' | 'step' | 'recorded_at' | 'actor' | 'detail'>;

/** Returns the failed attempts of a step, the first one first. */
export const listAttempts = (events: readonly AttemptEvent[], step: string): readonly FailedAttempt[] =>
  events.flatMap((event) => {
    if (event.type !== 'StepFailed' || event.step !== step) return [];
    const { progress } = event.detail as { readonly progress?: unknown };
    return [
      {
        id: event.id,
        at: event.recorded_at,
        worker: event.actor.id,
        progress: typeof progress === 'number' ? progress : null,
      },
    ];
  });

/** The events that begin and end an attempt. */
const ATTEMPT_EVENTS: ReadonlySet<string> = new Set(['StepStarted', 'StepFailed', 'StepInterrupted', 'StepCompleted']);
/** The attempt that sent the content, one that may have been interrupted, and the one that got no answer. */
const KNOWN_ATTEMPTS = 3;

/** Returns the events of the log that say how the unconfirmed deliveries were sent, the first one first. */
export const listKnown = <E extends Pick<AuditEvent, 'type' | 'step' | 'message'>>(
  events: readonly E[],
  outputs: readonly Output[],
): readonly E[] =>
  listOutputsOf('unconfirmed', outputs).flatMap(({ id }) =>
    events
      .filter(({ type, step, message }) => step === `deliver:${id}` && ATTEMPT_EVENTS.has(type) && message !== null)
      .slice(-2 * KNOWN_ATTEMPTS),
  );
