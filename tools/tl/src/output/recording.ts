import type { RecordingView } from '../client/views.js';
import { percent, table } from './table.js';

/** What stands beside the status, as none of it is one. */
const flagsOf = (recording: RecordingView): readonly string[] => [
  ...(recording.failed ? ['failed'] : []),
  ...(recording.on_pause ? ['paused'] : []),
  ...[...new Set(recording.waiting_for.map((one) => `waiting for ${one.for}`))],
  ...(recording.stalled === true ? ['stalled'] : []),
  ...(recording.deleted_at === null ? [] : ['deleted']),
];

/** The status as a person reads it, with the flags beside it. */
export const statusText = (recording: RecordingView): string => {
  const flags = flagsOf(recording);
  return flags.length === 0 ? recording.status : `${recording.status} (${flags.join(', ')})`;
};

const pauseText = ({ pause_until: until, pause_reason: reason }: RecordingView): string =>
  [until === null ? 'until it is run' : `until ${until}`, reason ?? ''].filter((part) => part !== '').join(': ');

/** What holds it up, or ends it, in lines of their own. */
const circumstances = (recording: RecordingView): readonly (readonly string[])[] => [
  ...(recording.on_pause ? [['paused', pauseText(recording)]] : []),
  ...recording.waiting_for.map((one) => ['waits', `${one.step} for ${one.for} since ${one.since}, looks again at ${one.until}`]),
  ...(recording.cancelled_at === null ? [] : [['cancelled', recording.cancelled_at]]),
  ...(recording.deleted_at === null ? [] : [['deleted', `kept until ${recording.expires_at ?? 'nobody knows'}`]]),
];

const stepText = (step: RecordingView['processing_stages'][number] | RecordingView['outputs'][number]): string => {
  const what = step.skip_reason ?? step.failed_reason ?? (step.retry_at === null ? '' : `again at ${step.retry_at}`);
  const progress = step.status === 'IN_PROGRESS' || step.status === 'UPLOADING' ? percent(step.progress) : '';
  const stalled = step.stalled === true ? 'stalled' : '';
  return [progress, stalled, what].filter((part) => part !== '').join('  ');
};

/** One recording with everything that is worth knowing about it now. */
export function recordingText(recording: RecordingView): string {
  const rows = [
    ['id', recording.id],
    ['title', recording.title ?? ''],
    ['status', statusText(recording)],
    ...(recording.failed ? [['failed at', `${recording.failed_at_stage ?? ''}: ${recording.failed_reason ?? ''}`]] : []),
    ...circumstances(recording),
    ...(recording.run?.active === true ? [['progress', percent(recording.progress)]] : []),
    ...recording.processing_stages.map((stage) => [
      stage.stage_type.toLowerCase(),
      `${stage.status}  ${stepText(stage)}`.trimEnd(),
    ]),
    ...recording.outputs.map((output) => [`→ ${output.id}`, `${output.status}  ${stepText(output)}`.trimEnd()]),
  ];
  return table(rows);
}

/** One line that says where it stands. */
export function progressLine(recording: RecordingView): string {
  const running = [
    ...recording.processing_stages
      .filter(({ status }) => status === 'IN_PROGRESS')
      .map((stage) => [stage.stage_type.toLowerCase(), stage.progress] as const),
    ...recording.outputs
      .filter(({ status }) => status === 'UPLOADING')
      .map((output) => [`→ ${output.id}`, output.progress] as const),
  ];
  const steps = running.map(([name, progress]) => `${name} ${percent(progress)}`.trim()).join(', ');
  return `${statusText(recording)} ${percent(recording.progress)}${steps === '' ? '' : `  ${steps}`}`;
}
