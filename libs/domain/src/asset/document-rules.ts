import {
  isObject,
  type AppliedRule,
  type AssetEventOf,
  type DocumentRule,
  type Json,
  type JsonObject,
} from '@throughline/contracts';
import { COULD_NOT } from './skips.js';

/** The step that finds the fields of a document, and applies the rules of the library. */
export const METADATA_STEP = 'extract_metadata_with_gpt';

const RULED_FIELDS = ['type', 'tags'] as const;

/** The personal data of an item that rules change. */
export interface RuledData {
  readonly tags?: readonly string[];
  /** The tags among them that rules have added. */
  readonly ruleTags?: readonly string[];
  /** A person has set the tags, so rules add none. */
  readonly hasOwnTags?: true;
  /** The rules of the library at the start of the newest run, until the fields are found. */
  readonly rules?: readonly DocumentRule[];
}

/** Tags that differ only in their case are the same tag. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/** Returns the tags that are not among the present ones. */
export function findNewTags(tags: readonly string[], present: readonly string[]): readonly string[] {
  const known = new Set(present.map(tagKey));
  return tags.filter((tag) => !known.has(tagKey(tag)));
}

const isAppliedRule = (value: unknown): value is AppliedRule =>
  isObject(value) && typeof value['key'] === 'string' && typeof value['name'] === 'string' && Array.isArray(value['tags']);

/** Returns the rules that the details of a metadata step name. An earlier release applied none. */
export function rulesIn(details: Readonly<Record<string, unknown>> | undefined): readonly AppliedRule[] {
  const rules = details?.['rules'];
  return Array.isArray(rules) ? rules.filter(isAppliedRule) : [];
}

/** Returns the tags without those that rules have added: what people, and the request that registered the document, gave it. */
export const tagsWithoutRules = ({ tags = [], ruleTags = [] }: RuledData): readonly string[] => findNewTags(tags, ruleTags);

/** A person's tags are no longer those of rules. */
export function ownTags<Data extends RuledData>(before: Data): Data {
  const { ruleTags: _ruleTags, ...data } = before;
  return { ...(data as Data), hasOwnTags: true };
}

/** Forgets the rules of the run. */
function withoutRules<Data extends RuledData>(before: Data): Data {
  if (before.rules === undefined) return before;
  const { rules: _rules, ...data } = before;
  return data as Data;
}

/** Removes the tags of rules, and forgets the rules of the run: the document has no result any more. */
export function removeRuleTags<Data extends RuledData>(before: Data): Data {
  const kept = withoutRules(before);
  if (kept.ruleTags === undefined) return kept;
  const { ruleTags: _ruleTags, tags: _tags, ...data } = kept;
  const tags = tagsWithoutRules(kept);
  return { ...(data as Data), ...(tags.length === 0 ? {} : { tags }) };
}

/** A skip that leaves an earlier result in place leaves its tags too. */
export function skipRules<Data extends RuledData>(before: Data, { data }: AssetEventOf<'StepSkipped'>): Data {
  if (data.step !== METADATA_STEP) return before;
  return COULD_NOT.has(data.reason) ? withoutRules(before) : removeRuleTags(before);
}

/** Replaces the tags of earlier rules by those of the rules that this result names. A person's tags stay as they are. */
export function foldRuleTags<Data extends RuledData>(
  before: Data,
  { data: { step }, personal: found }: AssetEventOf<'StepCompleted'>,
): Data {
  if (step !== METADATA_STEP) return before;
  return addRuleTags(
    removeRuleTags(before),
    rulesIn(found?.details).flatMap((rule) => rule.tags),
  );
}

/** Adds the tags that rules give. A person's tags stay as they are. */
export function addRuleTags<Data extends RuledData>(data: Data, given: readonly string[]): Data {
  if (data.hasOwnTags === true) return data;
  const { tags = [], ruleTags = [] } = data;
  const added = findNewTags(given, tags);
  return added.length === 0 ? data : { ...data, tags: [...tags, ...added], ruleTags: [...ruleTags, ...added] };
}

/** Adds a rule to those of a result. What it gave the document before stays, but its newest name and type count. */
export function mergeAppliedRule(rules: readonly AppliedRule[], applied: AppliedRule): readonly AppliedRule[] {
  const earlier = rules.find(({ key }) => key === applied.key);
  if (earlier === undefined) return [...rules, applied];
  const merged = { ...earlier, ...applied, tags: [...earlier.tags, ...findNewTags(applied.tags, earlier.tags)] };
  return rules.map((rule) => (rule === earlier ? merged : rule));
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** Names an applied rule in the public result of the step for fields, as the step itself does. A type that a rule gives is sure. */
export function nameAppliedRule(
  { rules: named, unsure, ...result }: JsonObject,
  { rule, fields }: Pick<AssetEventOf<'DocumentRuleApplied'>['data'], 'rule' | 'fields'>,
): JsonObject {
  const all: readonly Json[] = Array.isArray(named) ? named : [];
  const earlier = all.find((each) => isObject(each) && each['rule'] === rule);
  const before = isObject(earlier) ? textsIn(earlier['fields']) : [];
  const now = { rule, fields: RULED_FIELDS.filter((field) => before.includes(field) || fields.includes(field)) };
  const toCheck = textsIn(unsure).filter((field) => field !== 'type' || !fields.includes('type'));
  return {
    ...result,
    ...(unsure === undefined ? {} : { unsure: toCheck }),
    rules: earlier === undefined ? [...all, now] : all.map((each) => (each === earlier ? now : each)),
  };
}
