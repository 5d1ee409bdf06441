import type { Asset, StepState } from '../asset/state.js';
import { isFailed } from '../status/failure.js';
import { renderStatus } from '../status/render-status.js';
import { isRunActive, pauseOf } from '../steps/run.js';
import { NOT_DELIVERED, hasFollowUpLeft, isOpen, isUnconfirmed } from '../steps/steps.js';
import { outputStatus } from '../views/output.js';
import { stageStatus } from '../views/stage.js';

/** What a person sees of an item that an answer may depend on. */
export const COLUMNS = [
  'status',
  'deleted',
  'erased',
  'run',
  'paused',
  'failed',
  'outputs',
  'left to do at outputs',
  'queued or running',
  'skipped by hand',
  'the stage',
  'the output',
] as const;
export type Column = (typeof COLUMNS)[number];
/** A value for each column. */
export type Situation = Readonly<Record<Column, string>>;

const yes = (is: boolean): string => (is ? 'yes' : 'no');

const deletedWord = ({ deletedAt, expiredAt }: Asset): string =>
  expiredAt === undefined ? yes(deletedAt !== undefined) : 'for good';

function runWord(asset: Asset): string {
  if (asset.run === undefined) return 'none';
  if (isRunActive(asset)) return 'active';
  if (asset.run.cancelled !== undefined) return 'cancelled';
  return asset.run.rollback === undefined ? 'ended' : 'rolled back';
}

function outputsWord({ steps }: Asset): string {
  const outputs = steps.filter(({ kind }) => kind === 'delivery');
  const counted = outputs.filter(({ phase }) => phase !== 'skipped');
  if (counted.length === 0) return outputs.length === 0 ? 'none' : 'skipped';
  const all = (phase: StepState['phase']): boolean => counted.every((output) => output.phase === phase);
  if (all('completed')) return counted.some(isUnconfirmed) ? 'all uploaded, not all confirmed' : 'all uploaded';
  if (all('failed')) return 'all failed';
  return counted.some(({ phase }) => phase === 'completed') ? 'some uploaded' : 'none uploaded';
}

function outputWord(output: StepState): string {
  if (isUnconfirmed(output)) return 'UPLOADED, unconfirmed';
  return output.error?.code === NOT_DELIVERED ? 'FAILED, not found there' : outputStatus(output);
}

function pausedWord(asset: Asset): string {
  const pause = pauseOf(asset);
  if (pause === undefined) return 'no';
  return pause.until === undefined ? 'yes' : 'until a time';
}

const targetWords = (target: StepState | undefined): Pick<Situation, 'the stage' | 'the output'> => ({
  'the stage': target?.kind === 'stage' ? stageStatus(target) : '–',
  'the output': target?.kind === 'delivery' ? outputWord(target) : '–',
});

/** How an item stands, and the step that an action is about, where it is about one. */
export const situationOf = (asset: Asset, target?: StepState): Situation => ({
  status: renderStatus(asset),
  deleted: deletedWord(asset),
  erased: yes(asset.erasedAt !== undefined),
  run: runWord(asset),
  paused: pausedWord(asset),
  failed: yes(isFailed(asset)),
  outputs: outputsWord(asset),
  'left to do at outputs': yes(hasFollowUpLeft(asset)),
  'queued or running': yes(asset.steps.some(isOpen)),
  'skipped by hand': yes(asset.steps.some(({ skipReason }) => skipReason === 'manual')),
  ...targetWords(target),
});
