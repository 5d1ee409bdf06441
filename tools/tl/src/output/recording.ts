import { forecastRows, placeText } from './forecast.js';
import type { OutputView, RecordingView } from '../client/views.js';
import { percent, table } from './table.js';

type StageView = RecordingView['processing_stages'][number];
type FollowUpView = NonNullable<OutputView['follow_ups']>[number];

const isActive = (recording: RecordingView): boolean => recording.run?.active === true;

/** Outputs of which nobody knows whether they have it. */
export const unconfirmed = (recording: RecordingView): readonly OutputView[] =>
  recording.outputs.filter((output) => output.unconfirmed === true);

/** Counts that a status alone would hide. */
function countsOf(recording: RecordingView): readonly string[] {
  const { total, uploaded, follow_ups_failed: failed = 0 } = recording.upload_summary;
  const open = unconfirmed(recording).length;
  return [
    ...(recording.status === 'UPLOADED' && uploaded < total ? [`${String(uploaded)} of ${String(total)}`] : []),
    ...(open === 0 ? [] : [`${String(open)} unconfirmed`]),
    ...(failed === 0 ? [] : [`${String(failed)} ${failed === 1 ? 'follow-up' : 'follow-ups'} failed`]),
    ...(recording.status === 'READY' && isActive(recording) ? ['follow-ups at work'] : []),
  ];
}

/** What stands beside the status, as none of it is one. */
const flagsOf = (recording: RecordingView): readonly string[] => [
  ...countsOf(recording),
  ...(recording.failed ? ['failed'] : []),
  ...(recording.on_pause ? ['paused'] : []),
  ...[...new Set(recording.waiting_for.map((one) => `waiting for ${one.for}`))],
  ...(recording.stalled === true ? ['stalled'] : []),
  ...(recording.deleted_at === null ? [] : ['deleted']),
  ...(recording.erased_at == null ? [] : ['erased']),
];

/** The status as a person reads it, with the flags beside it. */
export const statusText = (recording: RecordingView): string => {
  const flags = flagsOf(recording);
  return flags.length === 0 ? recording.status : `${recording.status} (${flags.join(', ')})`;
};

/** `by somebody, then: the reason`, as far as it is known. */
const said = (by: string | null | undefined, when: string, reason: string | null | undefined): string =>
  `${by == null ? '' : `by ${by}, `}${when}${reason == null ? '' : `: ${reason}`}`;

const pauseText = ({ pause_until: until, pause_reason: reason, paused_by_name: by }: RecordingView): string =>
  said(by, until === null ? 'until it is run' : `until ${until}`, reason);

const waitText = ({ step, for: cause, message, since, until }: RecordingView['waiting_for'][number]): string =>
  [
    `${step} for ${cause} since ${since}, looks again ${until === null ? 'when it goes on' : `at ${until}`}`,
    ...(message === cause ? [] : [message]),
  ].join(': ');

function deletionText({ status, expires_at: expiresAt, erased_at: erasedAt }: RecordingView): string {
  if (erasedAt != null) return 'taken out of the lists';
  return status === 'EXPIRED'
    ? `its files and every word about it were kept until ${expiresAt ?? 'its retention date'}; it cannot be restored`
    : `kept until ${expiresAt ?? 'nobody knows'}`;
}

/** The same content again; undefined where it is not. */
const repetitionText = ({ duplicate_of: same }: RecordingView): string | undefined =>
  same == null ? undefined : `the same content as ${same.id}, registered at ${same.created_at}`;

/** What holds it up, or ends it, in lines of their own. */
const circumstances = (recording: RecordingView): readonly (readonly string[])[] => [
  ...(recording.on_pause ? [['paused', pauseText(recording)]] : []),
  ...recording.waiting_for.map((one) => ['waits', waitText(one)]),
  ...(recording.cancelled_at === null
    ? []
    : [['cancelled', said(recording.cancelled_by_name, recording.cancelled_at, recording.cancel_reason)]]),
  ...(recording.deleted_at === null ? [] : [['deleted', deletionText(recording)]]),
  ...(recording.erased_at == null ? [] : [['erased', `${recording.erased_at}: its files and every word about it are gone`]]),
];

const IS_AT_WORK: ReadonlySet<string> = new Set(['IN_PROGRESS', 'UPLOADING']);

/** Why it is as it is: why it was left out, what went wrong, when it is tried again. */
const whyText = ({
  skip_reason: skipped,
  failed_reason: failed,
  retry_at: retry,
}: StageView | OutputView | FollowUpView): string =>
  [
    ...(skipped === null ? [] : [skipped]),
    ...(retry === null ? [] : [`again at ${retry}`]),
    ...(failed === null ? [] : [failed]),
  ].join(': ');

const stepText = (step: StageView | OutputView): string =>
  [
    IS_AT_WORK.has(step.status) ? percent(step.progress) : '',
    placeText(step),
    step.stalled === true ? 'stalled' : '',
    whyText(step),
  ]
    .filter((part) => part !== '')
    .join('  ');

const rowOf = (name: string, status: string, text: string): readonly string[] => [name, `${status}  ${text}`.trimEnd()];

function outputRows(output: OutputView): readonly (readonly string[])[] {
  const flags = [
    ...(output.unconfirmed === true ? ['unconfirmed'] : []),
    ...(output.outdated === true ? ['an earlier version'] : []),
  ];
  const status = flags.length === 0 ? output.status : `${output.status} (${flags.join(', ')})`;
  return [
    rowOf(`→ ${output.id}`, status, stepText(output)),
    ...(output.follow_ups ?? []).map((one) => rowOf(`  ${one.name}`, one.status, whyText(one))),
  ];
}

/** What only a person can find out. */
const toSettle = (recording: RecordingView): readonly (readonly string[])[] =>
  unconfirmed(recording).map(({ id }) => [
    'unconfirmed',
    `look whether ${id} has it, then: tl settle ${recording.id} ${id} --delivered yes|no`,
  ]);

/** One recording with everything that is worth knowing about it now; `further` rows come from elsewhere. */
export function recordingText(recording: RecordingView, further: readonly (readonly string[])[] = []): string {
  const repetition = repetitionText(recording);
  const rows = [
    ['id', recording.id],
    ['title', recording.title ?? ''],
    ['status', statusText(recording)],
    ...(recording.failed ? [['failed at', `${recording.failed_at_stage ?? ''}: ${recording.failed_reason ?? ''}`]] : []),
    ...circumstances(recording),
    ...(repetition === undefined ? [] : [['duplicate', repetition]]),
    ...further,
    ...(isActive(recording) ? [['progress', percent(recording.progress)], ...forecastRows(recording, new Date())] : []),
    ...recording.processing_stages.map((stage) => rowOf(stage.stage_type.toLowerCase(), stage.status, stepText(stage))),
    ...recording.outputs.flatMap(outputRows),
    ...toSettle(recording),
  ];
  return table(rows);
}

/** What is at work, with its progress where that is known. */
const atWork = (recording: RecordingView): readonly (readonly [string, number | null])[] => [
  ...recording.processing_stages
    .filter(({ status }) => IS_AT_WORK.has(status))
    .map((stage) => [stage.stage_type.toLowerCase(), stage.progress] as const),
  ...recording.outputs
    .filter(({ status }) => IS_AT_WORK.has(status))
    .map((output) => [`→ ${output.id}`, output.progress] as const),
  ...recording.outputs.flatMap((output) =>
    (output.follow_ups ?? [])
      .filter(({ status }) => IS_AT_WORK.has(status))
      .map((one) => [`→ ${output.id}/${one.name}`, null] as const),
  ),
];

/** One line that says where it stands. */
export function progressLine(recording: RecordingView): string {
  const steps = atWork(recording)
    .map(([name, progress]) => `${name} ${percent(progress)}`.trim())
    .join(', ');
  return `${statusText(recording)} ${percent(recording.progress)}${steps === '' ? '' : `  ${steps}`}`;
}
