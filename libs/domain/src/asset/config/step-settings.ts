import { PATTERNS, TRANSCRIBE, type Plan, type PlanStep, type RunConfig } from '@throughline/contracts';
import { documentSettingsOf } from './document-settings.js';
import { stageOf } from '../pipeline/stages/registry.js';
import { isEnabled, valueAt } from './paths.js';

/** The settings that determine the result of each document step: with another value, the step gives another result. */
const DOCUMENT_MAKES: Readonly<Record<string, readonly string[]>> = {
  create_file_record: ['document.max_pages', 'document.max_pixels'],
  extract_text: ['document.languages', 'document.max_pixels'],
  extract_metadata_with_gpt: ['document.metadata.model'],
  finalize_document_storage: ['document.name_pattern', 'document.folder_pattern'],
};

const makesOf = (step: string): readonly string[] => stageOf(step)?.settings ?? DOCUMENT_MAKES[step] ?? [];

/** The switches of steps that a plan leaves out if they are off. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = {
  document: ['document.embed'],
};

/**
 * The delivery settings of each pipeline. A session has no outputs, a document is named by its own pattern, and an audit process
 * extracts no topics that an output could show.
 */
const DELIVERS: Readonly<Record<string, readonly string[]>> = {
  recording: ['outputs', 'outputs.', 'topics_display.'],
  document: ['outputs'],
  'audit-process': ['outputs'],
};

/** Returns true if runs of the pipeline can deliver. */
export const hasOutputs = (pipeline: string): boolean => DELIVERS[pipeline] !== undefined;

/** Returns the switch of automatic deliveries, which only a run with outputs uses. */
const uploadSettings = (pipeline: string, { outputs }: RunConfig): readonly string[] =>
  outputs.length > 0 && hasOutputs(pipeline) ? ['auto_upload'] : [];

/** Returns the patterns of the run that an output uses, because it has none of its own. */
const patternSettings = (pipeline: string, { outputs }: RunConfig): readonly string[] =>
  pipeline === 'recording'
    ? PATTERNS.filter((name) => outputs.length === 0 || outputs.some(({ metadata }) => metadata?.[name] === undefined)).map(
        (name) => `metadata.${name}`,
      )
    : [];

const isOn = (config: RunConfig, { enabledBy }: PlanStep): boolean => enabledBy === undefined || isEnabled(config, enabledBy);

const isBatchRequested = ({ transcription: { batch, batch_id } }: RunConfig): boolean => batch ?? batch_id !== undefined;

/** Returns the settings and sections (with a dot at the end) that a step uses. */
const settingsOfStep = (config: RunConfig, { step, enabledBy }: PlanStep): readonly string[] => [
  ...makesOf(step),
  ...(step === TRANSCRIBE && isBatchRequested(config) ? ['transcription.max_wait_time'] : []),
  ...(enabledBy !== undefined && stageOf(step)?.isTolerable === true ? ['transcription.allow_errors'] : []),
  `simulation.${step}.`,
];

/** Returns a function that is true for settings that a step of this plan uses, or that decide which steps it has. */
export function createUsageCheck(plan: Plan, config: RunConfig): (path: string) => boolean {
  const used = [
    'retry.',
    'limits.',
    ...(SWITCHES[plan.pipeline] ?? []),
    ...(DELIVERS[plan.pipeline] ?? []),
    ...uploadSettings(plan.pipeline, config),
    ...patternSettings(plan.pipeline, config),
    ...plan.steps.flatMap(({ enabledBy }) => enabledBy ?? []),
    ...plan.steps.filter((step) => isOn(config, step)).flatMap((step) => settingsOfStep(config, step)),
  ];
  return (path) => used.some((each) => (each.endsWith('.') ? path.startsWith(each) : path === each));
}

/**
 * Returns a comparable value: an absent switch is off, except for automatic uploads, and absent document settings have their
 * defaults.
 */
const valueOf = (config: RunConfig, path: string): string =>
  JSON.stringify(valueAt({ auto_upload: true, ...config, document: documentSettingsOf(config) }, path) ?? false);

export const findChangedSettings = (paths: readonly string[], before: RunConfig, config: RunConfig): readonly string[] =>
  paths.filter((path) => valueOf(before, path) !== valueOf(config, path));

/** Returns true if one of the changed settings gives the step another result. */
export const isResultAffected = (step: string, changed: readonly string[]): boolean =>
  changed.some((path) => makesOf(step).includes(path));
