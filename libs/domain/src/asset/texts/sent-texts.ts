import {
  PATTERNS,
  TEXTS,
  followUpOf,
  type JsonObject,
  type MetadataPatterns,
  type OutputConfig,
  type RunConfig,
} from '@throughline/contracts';
import type { AttemptRecord } from '../attempt-record.js';
import type { Asset, StepState } from '../state.js';
import { canChangeTexts } from './text-rules.js';

const hasChangeableTexts = ({ output }: StepState): boolean => output !== undefined && canChangeTexts(output.type);

/** Returns true for the follow-up that sends changed texts. */
export const isTextsStep = (step: Pick<StepState, 'step'>): boolean => followUpOf(step.step) === TEXTS;

const FIRST_VERSION = '0 0  ';

const findConfig = ({ run, configured }: Asset): RunConfig | undefined => (run ?? configured)?.config;
const findOutput = (asset: Asset, { output }: StepState): OutputConfig | undefined =>
  findConfig(asset)?.outputs.find(({ name }) => name === output?.name);

const patternIdsOf = (ofRun: MetadataPatterns = {}, own: MetadataPatterns = {}): readonly string[] =>
  PATTERNS.map((name) => own[name] ?? ofRun[name] ?? '');

/**
 * Returns the version of the texts that the last run would give an output: it is another one after a change of the title, the
 * description or their patterns. The order of the log decides, not clocks. Absent: nobody has changed anything.
 */
function findTextsVersion(asset: Asset, step: StepState): string | undefined {
  const { titleChanges = 0, descriptionChanges = 0 } = asset;
  const patterns = patternIdsOf(findConfig(asset)?.metadata, findOutput(asset, step)?.metadata);
  // Without a pattern, the description that is sent has only the topics.
  const descriptions = patterns[PATTERNS.indexOf('description_pattern')] === '' ? 0 : descriptionChanges;
  const version = [titleChanges, descriptions, ...patterns].join(' ');
  return version === FIRST_VERSION ? undefined : version;
}

/** Returns the texts that an attempt sends: those of its start, or newer ones. */
export function recordStartTexts(asset: Asset, step: StepState): Pick<AttemptRecord, 'texts'> {
  if (!hasChangeableTexts(step) || (step.kind !== 'delivery' && !isTextsStep(step))) return {};
  const texts = findTextsVersion(asset, step);
  return texts === undefined ? {} : { texts };
}

/** Returns the attempt that has sent what a completed step reports: an adopted result is that of an earlier attempt. */
export const findSender = ({ attempts }: StepState, adoptedFrom: string | undefined): AttemptRecord | undefined =>
  adoptedFrom === undefined ? attempts.at(-1) : attempts.find(({ attemptId }) => attemptId === adoptedFrom);

/** Returns the texts of delivered content. An attempt that only found the content there has sent none. */
export function findDeliveredTexts(
  step: StepState,
  { result, adoptedFrom }: { readonly result: JsonObject; readonly adoptedFrom?: string | undefined },
): Pick<StepState, 'deliveredTexts'> {
  const isFound = result['reconciled'] === true || result['unconfirmed'] === true;
  if (isFound && step.delivered !== undefined)
    return step.deliveredTexts === undefined ? {} : { deliveredTexts: step.deliveredTexts };
  // Content without an answer was sent by an earlier attempt. If several had started, the oldest texts are the safe answer.
  const sender = isFound ? step.attempts.find(({ startedAt }) => startedAt !== undefined) : findSender(step, adoptedFrom);
  return sender?.texts === undefined ? {} : { deliveredTexts: sender.texts };
}

/** Returns true if the running attempt sends texts that have changed since its start. */
export const isSendingOldTexts = (asset: Asset, step: StepState): boolean =>
  step.phase === 'running' && step.attempts.at(-1)?.texts !== findTextsVersion(asset, step);

/** Returns true if nobody knows where the content is: a person has confirmed its delivery, which had no answer. */
export const isAddressUnknown = ({ delivered }: StepState): boolean =>
  delivered?.['unconfirmed'] !== undefined && typeof delivered['external_id'] !== 'string';

/**
 * Returns true if the output shows an earlier title or description than the last run would give it. Only for outputs of that run
 * whose texts can be changed.
 */
export function hasOldTexts(asset: Asset, step: StepState): boolean {
  if (step.kind !== 'delivery' || step.delivered === undefined || step.isForeign === true) return false;
  if (!hasChangeableTexts(step) || isAddressUnknown(step)) return false;
  return findOutput(asset, step) !== undefined && step.deliveredTexts !== findTextsVersion(asset, step);
}
