import { setTimeout as pause } from 'node:timers/promises';
import { StackProblem } from '../problem.js';
import type { GatewayClient } from './gateway-client.js';
import type { RecordingView } from './recording.js';

export interface FollowOptions {
  readonly show: (recording: RecordingView) => void;
  /** It is a recording of before. */
  readonly known?: (recording: RecordingView) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

/** Looks at a recording until nothing more will happen to it by itself. */
export async function followRecording(client: GatewayClient, id: string, options: FollowOptions): Promise<RecordingView> {
  for (;;) {
    const recording = await client.recording(id, options.signal);
    if (!recording) throw new StackProblem('run-failed', `the recording ${id} is gone`);
    options.show(recording);
    if (recording.settled) return recording;
    await pause(options.everyMs ?? 400, undefined, { signal: options.signal });
  }
}
