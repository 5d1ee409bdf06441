import { TRANSCRIBE, type Plan, type PlanStep, type RunConfig } from '@throughline/contracts';
import { documentSettingsOf } from './document-settings.js';
import { isEnabled, valueAt } from './paths.js';

/** What a step makes depends on these settings: with another value it makes something else. */
const MAKES: Readonly<Record<string, readonly string[]>> = {
  TRIM: ['trimming.silence_threshold', 'trimming.exact'],
  [TRANSCRIBE]: ['transcription.batch', 'transcription.batch_id'],
  EXTRACT_TOPICS: ['transcription.granularity'],
  create_file_record: ['document.max_pages', 'document.max_pixels'],
  extract_text: ['document.languages', 'document.max_pixels'],
  extract_metadata_with_gpt: ['document.metadata.model'],
  finalize_document_storage: ['document.name_pattern', 'document.folder_pattern'],
};

/** Switches of steps that a plan leaves out where they are off. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = {
  recording: ['trimming.enable_trimming'],
  document: ['document.embed'],
};

/** A session is delivered nowhere, and an audit process extracts no topics that an output could show. */
const DELIVERS: Readonly<Record<string, readonly string[]>> = {
  recording: ['outputs', 'topics_display.'],
  document: ['outputs'],
  'audit-process': ['outputs'],
};

const isOn = (config: RunConfig, { enabledBy }: PlanStep): boolean => enabledBy === undefined || isEnabled(config, enabledBy);

const asksBatch = ({ transcription: { batch, batch_id } }: RunConfig): boolean => batch ?? batch_id !== undefined;

/** Settings and sections (with a dot at the end) that a step uses. */
const ofStep = (config: RunConfig, { step, enabledBy }: PlanStep): readonly string[] => [
  ...(MAKES[step] ?? []),
  ...(step === TRANSCRIBE && asksBatch(config) ? ['transcription.max_wait_time'] : []),
  ...(enabledBy?.startsWith('transcription.') === true ? ['transcription.allow_errors'] : []),
  `simulation.${step}.`,
];

/** Whether a step of this plan, or the decision which steps it has, uses a setting. */
export function usedBy(plan: Plan, config: RunConfig): (path: string) => boolean {
  const used = [
    'retry.',
    'limits.',
    ...(SWITCHES[plan.pipeline] ?? []),
    ...(DELIVERS[plan.pipeline] ?? []),
    ...plan.steps.flatMap(({ enabledBy }) => enabledBy ?? []),
    ...plan.steps.filter((step) => isOn(config, step)).flatMap((step) => ofStep(config, step)),
  ];
  return (path) => used.some((each) => (each.endsWith('.') ? path.startsWith(each) : path === each));
}

/** A switch that was left out is off, and what a document's run leaves out has a default. */
const valueOf = (config: RunConfig, path: string): string =>
  JSON.stringify(valueAt({ ...config, document: documentSettingsOf(config) }, path) ?? false);

/** The settings of `paths` that are another in `config` than in `before`. */
export const changedSettings = (paths: readonly string[], before: RunConfig, config: RunConfig): readonly string[] =>
  paths.filter((path) => valueOf(before, path) !== valueOf(config, path));

/** Whether a step makes something else with these settings changed. */
export const makesOtherwise = (step: string, changed: readonly string[]): boolean =>
  changed.some((path) => MAKES[step]?.includes(path) === true);
