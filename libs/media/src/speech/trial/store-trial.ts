import { storeSpeed } from '../models/speeds.js';
import type { LocalSpeechEngine } from './local-engines.js';
import type { Trial } from './trial.js';

/** Stores the speed of a trial for all processes of this machine, beside the models. */
export const storeTrialSpeed = (
  folder: string,
  { key }: LocalSpeechEngine,
  { speed, seconds, peakBytes }: Trial,
): Promise<void> =>
  storeSpeed(folder, {
    ...key,
    speed,
    seconds,
    measuredAt: new Date().toISOString(),
    ...(peakBytes === undefined ? {} : { peakBytes }),
  });
