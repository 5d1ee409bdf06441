import { DOCUMENT_FIELDS, type AssetEventOf } from '@throughline/contracts';
import { isSameContent } from './content.js';
import { METADATA_STEP, nameAppliedRule } from './document-rules.js';
import { dropEarlierResults } from './earlier-results.js';
import { leftOriginalOf } from './left-original.js';
import type { FieldCorrection } from './annotations.js';
import type { Asset, Source } from './state.js';

/** Records who corrected fields of a document. The title and the tags of a document are among its fields, whatever request changes them. */
export function correctFields(asset: Asset, names: readonly string[], { by, at }: Omit<FieldCorrection, 'field'>): Asset {
  const fields = DOCUMENT_FIELDS.filter((field) => names.includes(field));
  if (asset.pipeline !== 'document' || fields.length === 0) return asset;
  const before = (asset.fieldCorrections ?? []).filter(({ field }) => !fields.includes(field));
  return { ...asset, fieldCorrections: [...before, ...fields.map((field) => ({ field, by, at }))] };
}

/**
 * Returns true if another source may bring another document. The first source of an item brings the document that its history is
 * about, and so does an original in a folder whose path is corrected.
 */
const bringsOther = ({ source: present }: Asset, next: Source): boolean =>
  present !== undefined &&
  !isSameContent(present, next) &&
  (leftOriginalOf(present) === undefined || leftOriginalOf(next) === undefined);

/** Forgets the corrections of a document that another one replaces. The title and the tags are those of the item, so they stay. */
export function dropCorrectionsOfOther(asset: Asset, source: Source): Asset {
  const { fieldCorrections, ...rest } = asset;
  if (fieldCorrections === undefined || !bringsOther(asset, source)) return asset;
  const kept = fieldCorrections.filter(({ field }) => field === 'title' || field === 'tags');
  return kept.length === 0 ? rest : { ...rest, fieldCorrections: kept };
}

/** Drops the results of an earlier run if another source may bring another file. */
export const dropEarlierOfOther = (asset: Asset, source: Source): Asset =>
  bringsOther(asset, source) ? dropEarlierResults(asset) : asset;

/** Counts a new title, so that outputs can get it. */
export function evolveFieldsCorrected(
  asset: Asset,
  { by, fields, cleared }: AssetEventOf<'DocumentFieldsCorrected'>['data'],
  at: string,
): Asset {
  const corrected = correctFields(asset, [...fields, ...cleared], { by, at });
  return fields.includes('title') ? { ...corrected, titleChanges: (asset.titleChanges ?? 0) + 1 } : corrected;
}

export const evolveDocumentAccepted = (asset: Asset, { by }: AssetEventOf<'DocumentAccepted'>['data'], at: string): Asset => ({
  ...asset,
  accepted: { by, at },
});

export function evolveDocumentReopened(asset: Asset): Asset {
  const { accepted: _accepted, ...rest } = asset;
  return rest;
}

/** Names the rule in the present result of the step for fields, so that it counts and is shown like the rules of a run. */
export const evolveRuleApplied = (asset: Asset, data: AssetEventOf<'DocumentRuleApplied'>['data']): Asset => ({
  ...asset,
  steps: asset.steps.map((step) =>
    step.step === METADATA_STEP && step.phase === 'completed' ? { ...step, result: nameAppliedRule(step.result, data) } : step,
  ),
});
