import type { DocumentRule, EngineNote, MetadataPatterns, OutputPatterns, RunConfig, Vocabulary } from '@throughline/contracts';
import type { UnusableConfig } from '../asset/config/next-run.js';

/** The time of a command. The domain has no clock. ISO 8601, UTC. */
export interface CommandContext {
  readonly now: string;
}
/** A request by a user, or by a service for its installation, about a whole item. */
export interface ActorCommand extends CommandContext {
  readonly by: string;
}
/** A request for a run. The plan follows from the pipeline and the configuration. */
export interface RunRequest {
  readonly runId: string;
  readonly config: RunConfig;
  /** The layer of each configuration path (CFG-01). */
  readonly configSources: Readonly<Record<string, string>>;
  /** The engines that the workers have now. A step that was skipped for lack of an engine runs again once there is one. */
  readonly engines?: readonly EngineNote[];
  /** Personal data. */
  readonly vocabulary?: Vocabulary;
  /** The rules for documents that are on in the library. Personal data. */
  readonly rules?: readonly DocumentRule[];
  /** The patterns whose ids the configuration has. Personal data. */
  readonly patterns?: MetadataPatterns;
  /** The own patterns of its outputs. Personal data. */
  readonly outputPatterns?: OutputPatterns;
  /** Completed steps to repeat, although their settings have not changed. */
  readonly repeat?: readonly string[];
  /** A template to bind in the same commit (CFG-06). */
  readonly bind?: { readonly template: number; readonly by: string };
  /** The reason why stored settings allow no new run, for example a bound template that was deleted. */
  readonly unusable?: UnusableConfig;
  /** The library has quotas: steps that use them ask before they start. */
  readonly metered?: true;
}

export interface AttemptCommand extends CommandContext {
  readonly step: string;
  readonly attemptId: string;
}

export interface StartRun extends CommandContext, RunRequest {
  readonly type: 'StartRun';
  readonly by: string;
}
