import type { Artifact, JsonObject } from '@throughline/contracts';
import type { StepContext, StepHandler } from '@throughline/engine';
import { playStep, scriptOf } from '@throughline/simulation';

/** What a simulated stage leaves. */
export interface Made {
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
}
export type MakeArtifacts = (context: StepContext) => Promise<Made>;

export interface ScriptedStageParts {
  readonly real: StepHandler;
  /** Files as the real stage leaves them, so that what depends on it has its input. */
  readonly make: MakeArtifacts;
  /** Simulated connectors are switched on. */
  readonly simulation: boolean;
}

/** A stage that is done by its script where the run has one, and by its real handler otherwise. */
export function scriptedStage({ real, make, simulation }: ScriptedStageParts): StepHandler {
  return {
    async preflight(context) {
      if (scriptOf(context, simulation) === undefined) await real.preflight?.(context);
    },
    async run(context) {
      const script = scriptOf(context, simulation);
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
