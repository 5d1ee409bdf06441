import { PermanentError, type Progress, type RunConfig, type Script, type SkipReason } from '@throughline/contracts';
import { faultFor } from './fault.js';
import { playScript } from './play-script.js';

/** The part of a step's context that its script needs. */
export interface ScriptedStep {
  readonly step: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly config: Pick<RunConfig, 'simulation'>;
  progress(progress: Progress): void;
  confirmLease(): Promise<void>;
}

/** The script of a step, or undefined where the run has none. A script that nobody here may follow is refused, not passed over. */
export function scriptOf({ step, config }: Pick<ScriptedStep, 'step' | 'config'>, simulation: boolean): Script | undefined {
  const script = config.simulation?.[step];
  if (script !== undefined && !simulation)
    throw new PermanentError(
      'simulation-off',
      `The run has a script for ${step}, but simulation is switched off here; set TL_SIMULATION=on for every service, or run without it`,
    );
  return script;
}

/** Plays the script of a source or stage: what remains is its result, unless the script says that the step does not apply. */
export async function playStep(script: Script, step: ScriptedStep): Promise<{ readonly skipped?: SkipReason }> {
  const { attempt, signal } = step;
  const crashes = faultFor(script, attempt)?.do === 'crash';
  const progress = async (fraction: number): Promise<void> => {
    step.progress({ fraction, phase: 'simulated' });
    // Told to the broker now, as there may be no later: a crash is to be found where the script has put it.
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
