import { outputOf, type DocumentStep } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { mediaSecondsOf, pagesOf } from '../steps/media.js';
import type { Span } from './remaining.js';

/** The fastest and the slowest usual time: once, plus for each second of media or page of a document. Milliseconds. */
interface Rule {
  readonly once: readonly [number, number];
  readonly each: readonly [number, number];
}

/** The longest transcription, in lengths of its media (PRG-05, PRG-07). */
export const RULE_FACTOR = 4;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOTHING = [0, 0] as const;

/** The size of a file is unknown before it has arrived, so there is no slowest time. */
const SOURCE: Rule = { once: [0, Infinity], each: NOTHING };
const DELIVERY: Rule = { once: [0, MINUTE], each: [0, SECOND] };
const SMALL: Rule = { once: [0, MINUTE], each: NOTHING };

const STAGES: Readonly<Record<string, Rule>> = {
  DOWNLOAD: SOURCE,
  TRIM: { once: [0, MINUTE / 2], each: [1, 500] },
  TRANSCRIBE: { once: [0, MINUTE], each: [10, RULE_FACTOR * SECOND] },
  EXTRACT_TOPICS: { once: [0, MINUTE], each: [0, 500] },
  GENERATE_SUBTITLES: { once: [0, MINUTE / 2], each: [0, 50] },
};

const DOCUMENT_RULES: Readonly<Partial<Record<DocumentStep, Rule>>> = {
  hash_file: SOURCE,
  check_text: { once: [0, MINUTE], each: NOTHING },
  extract_text: { once: [0, MINUTE / 2], each: [1, 20 * SECOND] },
  extract_metadata_with_gpt: { once: [0, 2 * MINUTE], each: [0, SECOND] },
  embed_metadata_into_pdf: { once: [0, MINUTE / 2], each: [0, 2 * SECOND] },
};

const RULES: ReadonlyMap<string, Rule> = new Map(Object.entries({ ...STAGES, ...DOCUMENT_RULES }));

const ruleOf = (step: string): Rule => RULES.get(step) ?? (outputOf(step) === undefined ? SMALL : DELIVERY);

/** Returns seconds of media or pages of a document. Undefined until a step has measured it. */
const lengthOf = (asset: Asset): number | undefined => (asset.pipeline === 'document' ? pagesOf(asset) : mediaSecondsOf(asset));

/** Estimates a step that has too little history. Undefined while the estimate depends on an unknown length. */
export function estimateByRule(asset: Asset, step: string): Span | undefined {
  const { once, each } = ruleOf(step);
  const length = lengthOf(asset);
  if (length === undefined) return each[1] > 0 ? undefined : { p50: once[0], p90: once[1] };
  return { p50: once[0] + length * each[0], p90: once[1] + length * each[1] };
}
