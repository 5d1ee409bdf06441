import { QUEUE } from '@throughline/contracts';
import type { FollowUp, Output } from '@throughline/api-client';
import { forecastRows, placeText, stillText } from './forecast.js';
import type { RecordingView, StageView } from '../client/views.js';
import { configRows } from './setting-rows.js';
import { percent, table } from './table.js';

const isActive = (recording: RecordingView): boolean => recording.run?.active === true;

const IS_AT_WORK: ReadonlySet<string> = new Set(['IN_PROGRESS', 'UPLOADING']);

const listRunningSteps = (recording: RecordingView): readonly (readonly [string, number | null])[] => [
  ...recording.processing_stages
    .filter(({ status }) => IS_AT_WORK.has(status))
    .map((stage) => [stage.stage_type.toLowerCase(), stage.progress] as const),
  ...recording.outputs
    .filter(({ status }) => IS_AT_WORK.has(status))
    .map((output) => [`→ ${output.id}`, output.progress] as const),
  ...recording.outputs.flatMap((output) =>
    output.follow_ups.filter(({ status }) => IS_AT_WORK.has(status)).map((one) => [`→ ${output.id}/${one.name}`, null] as const),
  ),
];

const listOutsideWaits = ({ waiting_for: waits }: RecordingView): RecordingView['waiting_for'] =>
  waits.filter((one) => one.for !== QUEUE);

/** Returns e.g. `queued, 4th of 9`; empty unless the item only waits in a queue. */
const queueText = (recording: RecordingView): string => (recording.label === 'queued' ? placeText(recording) || 'queued' : '');

export const findUnconfirmedOutputs = (recording: RecordingView): readonly Output[] =>
  recording.outputs.filter(({ unconfirmed, status }) => unconfirmed && status === 'UPLOADED');

interface FailedFollowUp {
  /** The argument of `tl retry`: `library/thumbnail`. */
  readonly target: string;
  readonly reason: string | null;
}

export const findFailedFollowUps = (recording: RecordingView): readonly FailedFollowUp[] =>
  recording.outputs.flatMap(({ id, follow_ups: followUps }) =>
    followUps
      .filter(({ status }) => status === 'FAILED')
      .map(({ name, failed_reason: reason }) => ({ target: `${id}/${name}`, reason })),
  );

function countsOf(recording: RecordingView): readonly string[] {
  const { total, uploaded, follow_ups_failed: failed } = recording.upload_summary;
  const open = findUnconfirmedOutputs(recording).length;
  return [
    ...(recording.status === 'UPLOADED' && uploaded < total ? [`${String(uploaded)} of ${String(total)}`] : []),
    ...(open === 0 ? [] : [`${String(open)} unconfirmed`]),
    ...(failed === 0 ? [] : [`${String(failed)} ${failed === 1 ? 'follow-up' : 'follow-ups'} failed`]),
    ...(recording.status === 'READY' && isActive(recording) ? ['follow-ups running'] : []),
  ];
}

/** No transcript is missing if transcription was off. Documents have none. */
const transcriptFlags = ({ no_transcript: none }: RecordingView): readonly string[] => {
  if (none == null) return [];
  return [none.reason === 'disabled' ? none.message : `no transcript: ${none.message}`];
};

/** Returns the conditions that are not part of the status. */
const flagsOf = (recording: RecordingView): readonly string[] => [
  ...(queueText(recording) === '' ? [] : [queueText(recording)]),
  ...countsOf(recording),
  ...transcriptFlags(recording),
  ...(recording.failed && recording.status !== 'failed' ? ['failed'] : []),
  ...(recording.needs_review ? ['to review'] : []),
  ...(recording.on_pause ? ['paused'] : []),
  ...[...new Set(listOutsideWaits(recording).map((one) => `waiting for ${one.for}`))],
  ...(recording.deleted_at === null ? [] : ['deleted']),
  ...(recording.erased_at == null ? [] : ['erased']),
];

/** A label replaces the status, which then follows it: `stopped (INITIALIZED)`. */
export const statusText = (recording: RecordingView): string => {
  const { status, label } = recording;
  const isReplaced = label === 'stalled' || label === 'stopped';
  const flags = [...(isReplaced ? [status] : []), ...flagsOf(recording)];
  const shown = isReplaced ? label : status;
  return flags.length === 0 ? shown : `${shown} (${flags.join(', ')})`;
};

/** Returns `by somebody, then: the reason`, without unknown parts. */
const reasonText = (by: string | null | undefined, when: string, reason: string | null | undefined): string =>
  `${by == null ? '' : `by ${by}, `}${when}${reason == null ? '' : `: ${reason}`}`;

const pauseText = ({ pause_until: until, pause_reason: reason, paused_by_name: by }: RecordingView): string =>
  reasonText(by, until === null ? 'until you run it' : `until ${until}`, reason);

/** A wait without a time is checked regularly, unless the recording is paused. */
const nextCheckText = (until: string | null, isPaused: boolean): string => {
  if (until !== null) return `next check at ${until}`;
  return isPaused ? 'next check when it resumes' : 'checked regularly';
};

const waitText = (
  { step, for: cause, message, since, until }: RecordingView['waiting_for'][number],
  { on_pause: isPaused }: RecordingView,
): string =>
  [`${step} since ${since}, now for ${cause}, ${nextCheckText(until, isPaused)}`, ...(message === cause ? [] : [message])].join(
    ': ',
  );

function deletionText({ status, expires_at: expiresAt, erased_at: erasedAt, retention }: RecordingView): string {
  if (erasedAt != null) return 'removed from the lists';
  const by = retention == null ? '' : 'by retention; ';
  return status === 'EXPIRED'
    ? `${by}its files and personal data were kept until ${expiresAt ?? 'its retention date'}; it cannot be restored`
    : `${by}kept until ${expiresAt ?? 'a person erases it'}`;
}

/** A deleted item shows these times itself. An older gateway sends no retention. */
function retentionRows({ deleted_at: deletedAt, retention }: RecordingView): readonly (readonly string[])[] {
  if (deletedAt !== null || retention == null) return [];
  const { soft_delete_at: soft, hard_delete_at: hard, source } = retention;
  return [
    ['retention', `deleted at ${soft}; ${hard === null ? 'content kept' : `content removed at ${hard}`} (layer ${source})`],
  ];
}

/** A server of an earlier release names neither. */
function settingsRows({ template, preferences }: Partial<RecordingView>): readonly (readonly string[])[] {
  const count = preferences == null ? 0 : configRows(preferences).length;
  return [
    ...(template == null ? [] : [['template', `${template.name ?? 'deleted'} (${String(template.id)})`]]),
    ...(count === 0 ? [] : [['preferences', `${String(count)} ${count === 1 ? 'setting' : 'settings'}`]]),
  ];
}

const repetitionText = ({ duplicate_of: same }: RecordingView): string | undefined =>
  same == null ? undefined : `the same content as ${same.id}, registered at ${same.created_at}`;

const conditionRows = (recording: RecordingView): readonly (readonly string[])[] => [
  ...(recording.on_pause ? [['paused', pauseText(recording)]] : []),
  ...listOutsideWaits(recording).map((one) => ['waits', waitText(one, recording)]),
  ...(recording.cancelled_at === null
    ? []
    : [
        [
          recording.cancel_cause === 'import' ? 'stopped by the import' : 'cancelled',
          reasonText(recording.cancelled_by_name, recording.cancelled_at, recording.cancel_reason),
        ] as const,
      ]),
  ...(recording.deleted_at === null ? [] : [['deleted', deletionText(recording)]]),
  ...retentionRows(recording),
  ...(recording.erased_at == null ? [] : [['erased', `${recording.erased_at}: its files and personal data are gone`]]),
];

const whyText = ({ skip_reason: skipped, failed_reason: failed, retry_at: retry }: StageView | Output | FollowUp): string =>
  [
    ...(skipped === null ? [] : [skipped]),
    ...(retry === null ? [] : [`next attempt at ${retry}`]),
    ...(failed === null ? [] : [failed]),
  ].join(': ');

const stepText = (step: StageView | Output): string =>
  [
    IS_AT_WORK.has(step.status) ? percent(step.progress) : '',
    placeText(step),
    stillText(step, new Date()),
    step.stalled === true ? 'stalled' : '',
    whyText(step),
  ]
    .filter((part) => part !== '')
    .join('  ');

const rowOf = (name: string, status: string, text: string): readonly string[] => [name, `${status}  ${text}`.trimEnd()];

const placeOf = ({ uploads }: RecordingView, { id }: Output): string => {
  const found = Object.entries(uploads).flatMap(([type, { outputs }]) =>
    outputs.filter((output) => output.id === id).map(({ url }) => (url === null ? type : `${type}  ${url}`)),
  );
  return found[0] ?? '';
};

function outputRows(recording: RecordingView, output: Output): readonly (readonly string[])[] {
  const flags = [
    ...(output.unconfirmed ? ['unconfirmed'] : []),
    ...(output.outdated ? ['an earlier version'] : []),
    ...(output.old_texts ? ['an earlier title or description'] : []),
  ];
  const status = flags.length === 0 ? output.status : `${output.status} (${flags.join(', ')})`;
  return [
    rowOf(`→ ${output.id}`, status, [stepText(output), placeOf(recording, output)].filter((part) => part !== '').join('  ')),
    ...output.follow_ups.map((one) => rowOf(`  ${one.name}`, one.status, whyText(one))),
  ];
}

const unconfirmedRows = (recording: RecordingView): readonly (readonly string[])[] =>
  findUnconfirmedOutputs(recording).map(({ id }) => [
    'unconfirmed',
    `check whether ${id} has it, then: tl settle ${recording.id} ${id} --delivered yes|no`,
  ]);

const poorPageRows = ({ text }: RecordingView): readonly (readonly string[])[] => {
  const { pages, pages_poor: poor, pages_unread: unread } = text ?? {};
  const rowOf = (name: string, count: number | undefined, advice: string): readonly (readonly string[])[] =>
    count === undefined || count === 0
      ? []
      : [[name, `${String(count)}${pages === undefined ? '' : ` of ${String(pages)}`} pages: ${advice}`]];
  return [
    ...rowOf('poorly readable', poor, 'check the text against the picture'),
    ...rowOf('not read', unread, 'their text is missing'),
  ];
};

const detailRows = ({ description, tags }: RecordingView): readonly (readonly string[])[] => [
  ...(description === null ? [] : description.split(/\r?\n/).map((line, index) => [index === 0 ? 'description' : '', line])),
  ...(tags.length === 0 ? [] : [['tags', tags.join(', ')]]),
];

/** An item that is only history says so, and names the way to its file. A server of an earlier release sends neither. */
const originRows = ({ id, source: { history_only: isHistoryOnly, original } }: RecordingView): readonly (readonly string[])[] => [
  ...(isHistoryOnly === true
    ? [['history only', `its file was not brought here from the older system. To give it one: tl replace ${id} FILE`]]
    : []),
  ...(original === undefined
    ? []
    : [
        [
          'original',
          `stays in the folder of the server, also after an erasure: ${original.path === null ? original.folder : `${original.folder}/${original.path}`}`,
        ],
      ]),
];

const fileRows = ({ source: { files = [] } }: RecordingView): readonly (readonly string[])[] => {
  const names = files.map(({ name, taken }) => (taken ? name : `${name} (not imported)`));
  return names.length === 0 ? [] : [['zoom files', names.join(', ')]];
};

/** The picture is read like a file; the list of files does not name it. */
const thumbnailRows = ({ id, thumbnail }: RecordingView): readonly (readonly string[])[] => {
  if (thumbnail == null) return [];
  const { second, url } = thumbnail;
  const which = second === null ? 'chosen automatically' : `at ${String(second)} s`;
  return [['thumbnail', url === null ? which : `${which}: tl get ${id} thumbnail.jpg`]];
};

const reviewRows = ({ id, needs_review }: RecordingView): readonly (readonly string[])[] =>
  needs_review ? [['to review', `look at the result, then: tl publish ${id}`]] : [];

interface FurtherFacts {
  /** The name of the source that has brought the item. */
  readonly source?: string | undefined;
  readonly further?: readonly (readonly string[])[];
}

/** Formats a recording, with facts from other requests. */
export function recordingText(recording: RecordingView, { source, further = [] }: FurtherFacts = {}): string {
  const repetition = repetitionText(recording);
  const rows = [
    ['id', recording.id],
    ['title', recording.title ?? ''],
    ...detailRows(recording),
    ['language', recording.language],
    ...thumbnailRows(recording),
    ...settingsRows(recording),
    ...(source === undefined ? [] : [['source', source]]),
    ...originRows(recording),
    ...fileRows(recording),
    ['status', statusText(recording)],
    ...(recording.failed ? [['failed at', `${recording.failed_at_stage ?? ''}: ${recording.failed_reason ?? ''}`]] : []),
    ...conditionRows(recording),
    ...(repetition === undefined ? [] : [['duplicate', repetition]]),
    ...further,
    ...(isActive(recording) ? [['progress', percent(recording.progress)], ...forecastRows(recording, new Date())] : []),
    ...recording.processing_stages.map((stage) => rowOf(stage.stage_type.toLowerCase(), stage.status, stepText(stage))),
    ...recording.outputs.flatMap((output) => outputRows(recording, output)),
    ...unconfirmedRows(recording),
    ...reviewRows(recording),
    ...poorPageRows(recording),
  ];
  return table(rows);
}

export function progressLine(recording: RecordingView): string {
  const steps = listRunningSteps(recording)
    .map(([name, progress]) => `${name} ${percent(progress)}`.trim())
    .join(', ');
  const progress = queueText(recording) === '' ? percent(recording.progress) : '';
  return `${statusText(recording)} ${progress}${steps === '' ? '' : `  ${steps}`}`.trimEnd();
}
