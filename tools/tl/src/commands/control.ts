import { randomUUID } from 'node:crypto';
import type { Method } from '../client/http-client.js';
import { read } from '../client/views.js';
import { recordingText } from '../output/recording.js';
import { DOCUMENTS, kindOf, openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';
import { sayOutcome } from './outcome.js';

/** What is asked of one recording. */
interface Asked {
  readonly method?: Method;
  /** Below the recording. */
  readonly path: string;
  readonly body?: object;
}

/** Sends a command, says what has become of it, and prints the recording as it is now. */
async function command(
  context: CliContext,
  id: string,
  options: CommonOptions,
  { method = 'POST', path, body }: Asked,
): Promise<void> {
  const client = await openClient(context, options);
  const recording = await findItem(context, client, id);
  const answer = await client.json({
    method,
    path: `${recording}${path}`,
    ...(body === undefined ? {} : { body }),
    idempotencyKey: randomUUID(),
  });
  const shown = read.recording(answer);
  sayOutcome(context, shown);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(recordingText(shown)));
}

export interface ReasonOptions extends CommonOptions {
  readonly reason?: string;
}
export interface PauseOptions extends ReasonOptions {
  /** Milliseconds. */
  readonly for?: number;
  readonly until?: string;
}

const reasonOf = ({ reason }: ReasonOptions): { reason?: string } => (reason === undefined ? {} : { reason });

/** `tl pause ID` */
export const pause = (context: CliContext, id: string, options: PauseOptions): Promise<void> =>
  command(context, id, options, {
    path: '/pause',
    body: {
      ...reasonOf(options),
      ...(options.for === undefined ? {} : { for_ms: options.for }),
      ...(options.until === undefined ? {} : { until: options.until }),
    },
  });

/** `tl cancel ID` */
export const cancel = (context: CliContext, id: string, options: ReasonOptions): Promise<void> =>
  command(context, id, options, { path: '/cancel', body: reasonOf(options) });

/** `tl reset ID` */
export const reset = (context: CliContext, id: string, options: CommonOptions): Promise<void> =>
  command(context, id, options, { path: '/reset' });

export interface UnstickOptions extends CommonOptions {
  readonly then?: 'retry' | 'fail';
  readonly step?: string;
}

/** `tl unstick ID` */
export const unstick = (context: CliContext, id: string, options: UnstickOptions): Promise<void> =>
  command(context, id, options, {
    path: '/unstick',
    body: { then: options.then ?? 'retry', ...(options.step === undefined ? {} : { step: options.step }) },
  });

/** `tl skip ID STAGE` */
export const skip = (context: CliContext, id: string, stage: string, options: CommonOptions): Promise<void> =>
  command(context, id, options, {
    path: `/stages/${encodeURIComponent(kindOf(context) === DOCUMENTS ? stage : stage.toUpperCase())}/skip`,
  });

export interface SettleOptions extends CommonOptions {
  readonly delivered: 'yes' | 'no';
}

/** `tl settle ID OUTPUT --delivered yes|no` */
export const settle = (context: CliContext, id: string, output: string, options: SettleOptions): Promise<void> =>
  command(context, id, options, {
    path: `/outputs/${encodeURIComponent(output)}/settle`,
    body: { delivered: options.delivered === 'yes' },
  });

/** `tl retry ID OUTPUT/FOLLOW-UP` */
export const retry = (context: CliContext, id: string, target: string, options: CommonOptions): Promise<void> => {
  const [output = '', followUp = ''] = target.split('/');
  const path = `/outputs/${encodeURIComponent(output)}/follow-ups/${encodeURIComponent(followUp)}/retry`;
  return command(context, id, options, { path });
};

/** `tl redeliver ID OUTPUT` */
export const redeliver = (context: CliContext, id: string, output: string, options: CommonOptions): Promise<void> =>
  command(context, id, options, { path: `/outputs/${encodeURIComponent(output)}/redeliver` });

/** `tl deliver ID OUTPUT,…` */
export const deliver = (context: CliContext, id: string, outputs: string, options: CommonOptions): Promise<void> =>
  command(context, id, options, { path: '/outputs', body: { outputs: outputs.split(',').filter((name) => name !== '') } });
