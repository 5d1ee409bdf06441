import { PermanentError, type Progress, type RunConfig, type Script, type SkipReason } from '@throughline/contracts';
import { findFault } from './fault.js';
import { playScript } from './play-script.js';

export interface ScriptedStep {
  readonly step: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly config: Pick<RunConfig, 'simulation'>;
  progress(progress: Progress): void;
  confirmLease(): Promise<void>;
}

/**
 * Returns the script of a step, if the run has one. Throws for a script where simulation is not allowed, instead of ignoring
 * it.
 */
export function findScript({ step, config }: Pick<ScriptedStep, 'step' | 'config'>, simulation: boolean): Script | undefined {
  const script = config.simulation?.[step];
  if (script !== undefined && !simulation)
    throw new PermanentError(
      'simulation-off',
      `The run has a script for ${step}, but simulation is switched off here; set TL_SIMULATION=on for every service, or run without it`,
    );
  return script;
}

/** Plays the script of a source or stage. The caller produces the result, unless the script skips the step. */
export async function playStep(script: Script, step: ScriptedStep): Promise<{ readonly skipped?: SkipReason }> {
  const { attempt, signal } = step;
  const crashes = findFault(script, attempt)?.do === 'crash';
  const progress = async (fraction: number): Promise<void> => {
    step.progress({ fraction, phase: 'simulated' });
    // Sends the progress now, because there is no later heartbeat. After a crash, the recorded progress must match the script.
    if (crashes) await step.confirmLease();
  };
  const played = await playScript(script, { attempt, signal, progress });
  switch (played.kind) {
    case 'done':
      return {};
    case 'skipped':
      return { skipped: played.reason };
    case 'answer':
      throw new PermanentError(
        'simulation-invalid',
        `The fault '${played.fault}' is one of outputs: the script of ${step.step} cannot have it`,
      );
  }
}
