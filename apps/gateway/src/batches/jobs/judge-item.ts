import {
  isRunActive,
  knownSecondsOf,
  matchTemplate,
  sourcesOfTemplates,
  type Asset,
  type MatchedItem,
  type StepState,
  titleOf,
} from '@throughline/domain';
import type { ItemSnapshot } from '../../items/index.js';
import type { Template, TemplateId } from '../../templates/index.js';
import type { JobItem, JobRun } from './job.js';
import type { LeftOutReason } from './left-out-reasons.js';

/** The facts of a recording that a job compares. */
export interface JobFacts extends MatchedItem {
  readonly startedAt: string;
  readonly isBlank: boolean;
  /** A run is in progress or paused. */
  readonly isActive: boolean;
  /** It came from another system, and nobody has run it here. */
  readonly isImported: boolean;
  readonly boundTo: TemplateId | undefined;
}

export type Judgement = { readonly item: Omit<JobItem, 'itemId'> } | { readonly leftOut: LeftOutReason };

export interface JudgedBy extends Pick<JobRun, 'task' | 'window'> {
  /** The usable templates of the job, in their order. */
  readonly templates: readonly Template[];
}

const isSilent = (step: StepState): boolean =>
  step.phase === 'skipped' && (step.skipReason === 'all_silence' || step.skipReason === 'no_audio');

/** A recording is blank if its length is 0, or an earlier run found no sound in it. One of unknown length is not blank. */
const isBlank = (asset: Asset): boolean => knownSecondsOf(asset) === 0 || asset.steps.some(isSilent);

/** Returns the facts of a recording. The registration counts if its source names no start (AUT-07). */
export const factsOf = ({ asset, personal }: Pick<ItemSnapshot, 'asset' | 'personal'>): JobFacts => ({
  startedAt: asset.startedAt ?? asset.registeredAt,
  isBlank: isBlank(asset),
  isActive: isRunActive(asset),
  isImported: asset.importedAt !== undefined && (asset.run === undefined || asset.run.isImported === true),
  boundTo: asset.template?.id,
  sourceId: asset.sourceId,
  title: titleOf(asset, personal),
  durationSeconds: knownSecondsOf(asset),
});

const isFromOthers = ({ sourceId }: JobFacts, templates: readonly Template[]): boolean => {
  const sources = sourcesOfTemplates(templates);
  return sources !== 'all' && (sourceId === undefined || !sources.includes(sourceId));
};

function findTemplate(facts: JobFacts, templates: readonly Template[]): Judgement {
  if (facts.boundTo !== undefined)
    return templates.some(({ id }) => id === facts.boundTo) ? { item: {} } : { leftOut: 'other-template' };
  const match = matchTemplate(facts, templates);
  if (match.kind === 'none') return { leftOut: 'no-template' };
  const others = match.kind === 'several' ? { alsoMatches: match.others.map(({ id }) => id) } : {};
  return { item: { templateId: match.template.id, ...others } };
}

/** Returns the way in which a job starts a recording, or the reason why it does not (AUT-02 to AUT-07). */
export function judgeItem(facts: JobFacts, { task, window, templates }: JudgedBy): Judgement {
  // The sources of the run may have registered the recording after the run began, so the window has no end here.
  if (Date.parse(facts.startedAt) < Date.parse(window.from)) return { leftOut: 'too-old' };
  // The run command would resume a run that a person has paused.
  if (facts.isActive) return { leftOut: 'in-progress' };
  // An import starts nothing, also not with the next run of a job. A person decides about the item first.
  if (facts.isImported) return { leftOut: 'imported' };
  if (task.filters.exclude_blank && facts.isBlank) return { leftOut: 'blank' };
  if (isFromOthers(facts, templates)) return { leftOut: 'other-source' };
  return findTemplate(facts, templates);
}
