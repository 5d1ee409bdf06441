import type { Artifact, JsonObject } from '@throughline/contracts';
import type { StepContext, StepHandler } from '@throughline/engine';
import { playStep, findScript } from '@throughline/simulation';

export interface StageResult {
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
}
export type MakeArtifacts = (context: StepContext) => Promise<StageResult>;

export interface ScriptedStageParts {
  readonly real: StepHandler;
  /** Writes the same files as the real stage: later stages need them. */
  readonly make: MakeArtifacts;
  readonly simulation: boolean;
}

/** Runs the script of the run's config, if it has one for this stage, and the real handler otherwise. */
export function scriptedStage({ real, make, simulation }: ScriptedStageParts): StepHandler {
  return {
    foreseeSkip: (queued) => (queued.config.simulation?.[queued.step] === undefined ? real.foreseeSkip?.(queued) : undefined),
    async preflight(context) {
      if (findScript(context, simulation) === undefined) await real.preflight?.(context);
    },
    async run(context) {
      const script = findScript(context, simulation);
      if (script === undefined) return real.run(context);
      const started = performance.now();
      const { skipped } = await playStep(script, context);
      if (skipped !== undefined) return { kind: 'skipped', reason: skipped };
      const { result, artifacts } = await make(context);
      const metrics = { elapsed_ms: Math.round(performance.now() - started) };
      return { kind: 'completed', result: { ...result, simulated: true }, artifacts, metrics };
    },
  };
}
