import { TRANSCRIBE, deliveryStep, type MetadataPatterns, type OutputPatterns, type RunConfig } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import type { Asset } from '../asset/state.js';
import type { RunRequest } from './command-context.js';
import type { PreviewedStep, RunPreview } from './plan-of-run.js';
import { topicsDisplayOf, type ShownTopic } from '../asset/texts/topics-text.js';
import { previewTexts, type OutputTexts } from '../texts/output-texts.js';
import { patternsFor } from '../asset/texts/sealed-patterns.js';
import { titleOf } from '../texts/title.js';
import { textFactsOf, type TextFacts } from '../texts/text-facts.js';

const TOPICS_STEP = 'EXTRACT_TOPICS';

export interface OutputTextsPreview extends OutputTexts {
  readonly output: string;
}

export interface PreviewedItem {
  readonly asset: Asset;
  readonly personal: PersonalData;
}

type PreviewedRun = Extract<RunPreview, { readonly steps: unknown }>;

const willRun = (steps: readonly PreviewedStep[], name: string): boolean =>
  steps.some(({ step, action }) => step === name && action === 'run');

/** Returns true if the delivery would show topics that the item has already. */
export const hasCurrentTopics = ({ steps }: PreviewedRun): boolean =>
  steps.some(({ step, action }) => step === TOPICS_STEP && action === 'keep');

/** Leaves out what the run measures again. */
function findLastingFacts(asset: Asset, steps: readonly PreviewedStep[]): TextFacts {
  const { seconds, language, ...facts } = textFactsOf(asset);
  const isMeasured = willRun(steps, 'TRIM') || willRun(steps, 'DOWNLOAD');
  const isDetected = asset.language === 'auto' && willRun(steps, TRANSCRIBE);
  return {
    ...facts,
    ...(seconds === undefined || isMeasured ? {} : { seconds }),
    ...(language === undefined || isDetected ? {} : { language }),
  };
}

interface RunTexts {
  readonly config: RunConfig;
  readonly texts: { readonly patterns?: MetadataPatterns; readonly outputPatterns?: OutputPatterns };
}

/** Returns what the run would deliver with: a paused run keeps its own settings. */
const settingsOf = ({ asset, personal }: PreviewedItem, preview: PreviewedRun, request: RunRequest): RunTexts =>
  preview.kind === 'resume' && asset.run !== undefined
    ? { config: asset.run.config, texts: personal }
    : { config: request.config, texts: request };

/**
 * Returns the texts that each output of a recording would receive, made by the function of the delivery. `topics` are the item's
 * topics, for a run that keeps them.
 */
export function previewRunTexts(
  item: PreviewedItem,
  { preview, request }: { readonly preview: RunPreview; readonly request: RunRequest },
  topics?: readonly ShownTopic[],
): readonly OutputTextsPreview[] {
  const { asset, personal } = item;
  if (!('steps' in preview) || asset.pipeline !== 'recording') return [];
  const { config, texts } = settingsOf(item, preview, request);
  const facts = findLastingFacts(asset, preview.steps);
  const isUnknown = topics === undefined && (willRun(preview.steps, TOPICS_STEP) || hasCurrentTopics(preview));
  const titled = { ...personal, title: titleOf(asset, personal) ?? '' };
  const sources = { display: topicsDisplayOf(config), facts, personal: titled, ...(isUnknown ? {} : { topics: topics ?? [] }) };
  return config.outputs
    .filter(({ name }) =>
      preview.steps.some(({ step, action }) => step === deliveryStep(name) && (action === 'run' || action === 'hold')),
    )
    .map(({ name, type }) => ({ output: name, ...previewTexts({ ...sources, patterns: patternsFor(name, texts) }, type) }));
}
