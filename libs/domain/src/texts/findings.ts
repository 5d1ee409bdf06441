import { DOCUMENT_FIELDS, type AppliedRule, type DocumentFieldName, type Json } from '@throughline/contracts';
import { isContentGone } from '../asset/content.js';
import { isTextByPage } from '../asset/document-pages.js';
import { METADATA_STEP, rulesIn, tagKey } from '../asset/document-rules.js';
import { earlierResultOf, shownDetailsOf } from '../asset/earlier-results.js';
import type { PersonalData } from '../asset/personal.js';
import type { Asset } from '../asset/state.js';
import { titleOf } from './title.js';
import { isFinished, resultOf, stepOf } from '../asset/steps/steps.js';

const STEP = METADATA_STEP;

/** Fields that a document without text lacks. Otherwise the step names the fields that are missing or not sure. */
const EXPECTED: readonly DocumentFieldName[] = ['title', 'date', 'sender'];

/** A field of a document, with the corrected value, else the found one. */
export type FieldFinding = Readonly<{
  /** Null: the field has no value. */
  value: Json;
  /** The found value, whatever a person has written since. */
  found: Json;
  /** ISO 4217, only of the amount: of `value`, and of `found`. */
  currency?: string | null;
  found_currency?: string | null;
  /** From 0 to 1, of the found value. Null: its source gives none. */
  confidence: number | null;
  /** True if the found value is sure, or a person has corrected or confirmed the field. */
  sure: boolean;
  /** The place of the found value in the text of a page. Null: it is not known, or the text has no pages. */
  page: number | null;
  start: number | null;
  end: number | null;
  /** Other values that were found. */
  alternatives: readonly string[];
  /** The names of the rules that have given the value, unless a person has written another one. */
  rules: readonly string[];
  corrected_by: string | null;
  corrected_at: string | null;
}>;

type StoredFinding = Readonly<Record<string, unknown>>;

/** Returns true once the present run has searched for the fields, so that a person can check them. */
export function hasFindings(asset: Asset): boolean {
  const step = stepOf(asset, STEP);
  return step !== undefined && isFinished(step);
}

/** Returns true if there are fields to show: also those of an earlier run. */
const hasShownFindings = (asset: Asset): boolean =>
  hasFindings(asset) || asset.fieldCorrections !== undefined || earlierResultOf(asset, STEP) !== undefined;

/** Returns the fields that nobody is sure of: found with doubts, or missing, and not corrected by a person. */
export function unsureFields(asset: Asset): readonly DocumentFieldName[] {
  const step = stepOf(asset, STEP);
  if (asset.pipeline !== 'document' || step === undefined || !isFinished(step)) return [];
  // A step of an earlier release did not name them.
  const named = step.phase === 'skipped' ? EXPECTED : (resultOf(step)?.['unsure'] ?? []);
  const corrected = new Set<string>((asset.fieldCorrections ?? []).map(({ field }) => field));
  return DOCUMENT_FIELDS.filter((field) => (named as readonly unknown[]).includes(field) && !corrected.has(field));
}

/** Returns the fields that a person should check; none if somebody has accepted the document, or it is deleted. */
export const fieldsToCheck = (asset: Asset): readonly DocumentFieldName[] =>
  asset.deletedAt === undefined && !isContentGone(asset) && asset.accepted === undefined ? unsureFields(asset) : [];

/** Returns true for a document in the review queue: a field is not sure, and nobody has accepted the document. */
export const isUnsure = (asset: Asset): boolean => fieldsToCheck(asset).length > 0;

const isRecord = (value: unknown): value is StoredFinding => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a finding of the step. An earlier release stored those of invoices only, and other values without a confidence. */
function foundOf(details: StoredFinding, field: DocumentFieldName): StoredFinding {
  const { findings, invoice } = details;
  if (isRecord(findings)) return isRecord(findings[field]) ? findings[field] : {};
  const fact = isRecord(invoice) ? invoice[field] : undefined;
  const value = details[field];
  if (isRecord(fact) && (value === undefined || value === fact['value'])) return fact;
  return value === undefined ? {} : { value };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
// The codec has read it from JSON.
const jsonOf = (value: unknown): Json => (value ?? null) as Json;

type Value = Pick<FieldFinding, 'value' | 'currency'>;

const asValue = (value: unknown): Value =>
  isRecord(value) ? { value: jsonOf(value['value']), currency: textOf(value['currency']) } : { value: jsonOf(value) };

interface FieldFacts {
  readonly asset: Asset;
  readonly personal: PersonalData;
  readonly isCorrected: boolean;
  /** The rules that apply to the field, and that no person has overruled. */
  readonly rules: readonly AppliedRule[];
}

/** Returns the type that rules of the field have given. Those of tags have none here. */
const typeOf = (rules: readonly AppliedRule[]): string | undefined => rules.find(({ type }) => type !== undefined)?.type;

function findValue(field: DocumentFieldName, found: StoredFinding, { asset, personal, isCorrected, rules }: FieldFacts): Value {
  if (field === 'title') return { value: titleOf(asset, personal) ?? null };
  if (field === 'tags') return { value: jsonOf(personal.tags ?? (isCorrected ? [] : found['value'])) };
  if (isCorrected) return asValue(personal.fields?.[field]);
  return {
    value: jsonOf(typeOf(rules) ?? found['value']),
    ...(field === 'amount' ? { currency: textOf(found['currency']) } : {}),
  };
}

/** A rule as a document shows it. */
export interface ShownRule {
  readonly key: string;
  readonly name: string;
  /** The tags that the rule has added. */
  readonly tags: readonly string[];
  readonly type: string | null;
  /** The fields that have another value now, because a person has changed them. */
  readonly overruled: readonly ('type' | 'tags')[];
}

const isCorrectedField = (asset: Asset, field: DocumentFieldName): boolean =>
  asset.fieldCorrections?.some((one) => one.field === field) === true;

function areTagsLeft({ tags }: AppliedRule, personal: PersonalData): boolean {
  const present = new Set((personal.tags ?? []).map(tagKey));
  return tags.some((tag) => present.has(tagKey(tag)));
}

/** Returns the rules that the shown result of a document has applied. */
export function renderAppliedRules(asset: Asset, personal: PersonalData): readonly ShownRule[] {
  if (isContentGone(asset)) return [];
  const isTypeOwn = isCorrectedField(asset, 'type');
  return rulesIn(shownDetailsOf(asset, personal, STEP)).map((rule) => ({
    key: rule.key,
    name: rule.name,
    tags: rule.tags,
    type: rule.type ?? null,
    overruled: [
      ...(rule.type !== undefined && isTypeOwn && personal.fields?.type !== rule.type ? (['type'] as const) : []),
      ...(rule.tags.length > 0 && !areTagsLeft(rule, personal) ? (['tags'] as const) : []),
    ],
  }));
}

/** Returns the rules that have given a field its present value. */
function rulesOfField(
  field: DocumentFieldName,
  { asset, personal, isCorrected }: Omit<FieldFacts, 'rules'>,
): readonly AppliedRule[] {
  const rules = rulesIn(shownDetailsOf(asset, personal, STEP));
  if (field === 'tags') return rules.filter((rule) => areTagsLeft(rule, personal));
  return field === 'type' && !isCorrected ? rules.filter(({ type }) => type !== undefined) : [];
}

const isSure = (
  field: DocumentFieldName,
  found: StoredFinding,
  { isCorrected, rules }: Pick<FieldFacts, 'isCorrected' | 'rules'>,
): boolean => isCorrected || found['sure'] === true || (field === 'type' && rules.length > 0);

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

function placeOf(asset: Asset, found: StoredFinding): Pick<FieldFinding, 'page' | 'start' | 'end'> {
  if (!isTextByPage(asset)) return { page: null, start: null, end: null };
  return { page: numberOf(found['page']), start: numberOf(found['start']), end: numberOf(found['end']) };
}

function renderFinding(asset: Asset, personal: PersonalData, field: DocumentFieldName): FieldFinding {
  const found = foundOf(shownDetailsOf(asset, personal, STEP) ?? {}, field);
  const correction = asset.fieldCorrections?.find((one) => one.field === field);
  const isCorrected = correction !== undefined;
  const rules = rulesOfField(field, { asset, personal, isCorrected });
  return {
    ...(field === 'amount' ? { currency: null, found_currency: textOf(found['currency']) } : {}),
    ...findValue(field, found, { asset, personal, isCorrected, rules }),
    found: jsonOf(found['value']),
    confidence: numberOf(found['confidence']),
    sure: isSure(field, found, { isCorrected, rules }),
    ...placeOf(asset, found),
    alternatives: textsOf(found['alternatives']),
    rules: rules.map(({ name }) => name),
    corrected_by: correction?.by ?? null,
    corrected_at: correction?.at ?? null,
  };
}

/** Returns every field of a document with its value and its finding. Undefined before they were searched for, unless a person wrote one. */
export function renderFindings(
  asset: Asset,
  personal: PersonalData,
): Readonly<Record<DocumentFieldName, FieldFinding>> | undefined {
  if (isContentGone(asset) || !hasShownFindings(asset)) return undefined;
  const fields = DOCUMENT_FIELDS.map((field) => [field, renderFinding(asset, personal, field)] as const);
  return Object.fromEntries(fields) as Record<DocumentFieldName, FieldFinding>;
}
