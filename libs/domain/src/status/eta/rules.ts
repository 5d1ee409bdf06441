import { DOWNLOAD, outputOf, type DocumentStep } from '@throughline/contracts';
import type { Asset } from '../../asset/state.js';
import type { Estimate } from '../../asset/pipeline/stages/definition.js';
import { stageOf } from '../../asset/pipeline/stages/registry.js';
import { mediaSecondsOf, pagesOf } from '../../asset/steps/media.js';
import type { Span } from './remaining-time.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOTHING = [0, 0] as const;

/** The size of a file is unknown before it has arrived, so there is no slowest time. */
const SOURCE: Estimate = { once: [0, Infinity], each: NOTHING };
const DELIVERY: Estimate = { once: [0, MINUTE], each: [0, SECOND] };
const SMALL: Estimate = { once: [0, MINUTE], each: NOTHING };

const DOCUMENT_RULES: Readonly<Partial<Record<DocumentStep, Estimate>>> = {
  hash_file: SOURCE,
  check_text: { once: [0, MINUTE], each: NOTHING },
  extract_text: { once: [0, MINUTE / 2], each: [1, 20 * SECOND] },
  extract_metadata_with_gpt: { once: [0, 2 * MINUTE], each: [0, SECOND] },
  embed_metadata_into_pdf: { once: [0, MINUTE / 2], each: [0, 2 * SECOND] },
};

const RULES: ReadonlyMap<string, Estimate> = new Map(Object.entries({ [DOWNLOAD]: SOURCE, ...DOCUMENT_RULES }));

const ruleOf = (step: string): Estimate =>
  stageOf(step)?.estimate ?? RULES.get(step) ?? (outputOf(step) === undefined ? SMALL : DELIVERY);

/** Returns seconds of media or pages of a document. Undefined until a step has measured it. */
const lengthOf = (asset: Asset): number | undefined => (asset.pipeline === 'document' ? pagesOf(asset) : mediaSecondsOf(asset));

/** Estimates a step that has too little history. Undefined while the estimate depends on an unknown length. */
export function estimateByRule(asset: Asset, step: string): Span | undefined {
  const { once, each } = ruleOf(step);
  const length = lengthOf(asset);
  if (length === undefined) return each[1] > 0 ? undefined : { p50: once[0], p90: once[1] };
  return { p50: once[0] + length * each[0], p90: once[1] + length * each[1] };
}
