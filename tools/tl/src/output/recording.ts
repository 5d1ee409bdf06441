import type { RecordingView } from '../client/views.js';
import { percent, table } from './table.js';

/** The status as a person reads it: failure is a flag beside it. */
export const statusText = (recording: RecordingView): string =>
  recording.failed ? `${recording.status} (failed)` : recording.status;

const stepText = (step: RecordingView['processing_stages'][number] | RecordingView['outputs'][number]): string => {
  const what = step.skip_reason ?? step.failed_reason ?? (step.retry_at === null ? '' : `again at ${step.retry_at}`);
  const progress = step.status === 'IN_PROGRESS' || step.status === 'UPLOADING' ? percent(step.progress) : '';
  return [progress, what].filter((part) => part !== '').join('  ');
};

/** One recording with everything that is worth knowing about it now. */
export function recordingText(recording: RecordingView): string {
  const rows = [
    ['id', recording.id],
    ['title', recording.title ?? ''],
    ['status', statusText(recording)],
    ...(recording.failed ? [['failed at', `${recording.failed_at_stage ?? ''}: ${recording.failed_reason ?? ''}`]] : []),
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
