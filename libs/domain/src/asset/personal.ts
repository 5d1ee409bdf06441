import {
  DESCRIBED_TEXTS,
  type DocumentFieldName,
  type AssetEvent,
  type AssetEventOf,
  type MetadataPatterns,
  type OutputPatterns,
  type Vocabulary,
} from '@throughline/contracts';
import {
  METADATA_STEP,
  addRuleTags,
  foldRuleTags,
  mergeAppliedRule,
  ownTags,
  removeRuleTags,
  rulesIn,
  skipRules,
  type RuledData,
} from './document-rules.js';

type FieldValues = NonNullable<AssetEventOf<'DocumentFieldsCorrected'>['personal']>;
export type CorrectedFields = {
  readonly [Name in Exclude<DocumentFieldName, 'title' | 'tags'>]?: NonNullable<FieldValues[Name]> | null;
};

/**
 * Data that identifies a person or reveals content. It is kept beside the state, never in it, and is lost when the asset's key
 * is destroyed.
 */
export interface PersonalData extends RuledData {
  /** Corrected fields of a document; null: cleared. The title and the tags are those of the item. */
  readonly fields?: CorrectedFields;
  readonly title?: string;
  readonly description?: string;
  /** The texts of the notes by the ids of the notes. */
  readonly notes?: Readonly<Record<string, string>>;
  readonly fileName?: string;
  readonly sourceUrl?: string;
  readonly pauseReason?: string;
  readonly cancelReason?: string;
  /** The vocabulary of the newest run. */
  readonly vocabulary?: Vocabulary;
  /** The patterns of the newest run, and those of the item's preferences. */
  readonly patterns?: MetadataPatterns;
  readonly preferredPatterns?: MetadataPatterns;
  /** The own patterns of the outputs of the newest run. */
  readonly outputPatterns?: OutputPatterns;
  readonly steps?: Readonly<Record<string, PersonalStepData>>;
}
export interface PersonalStepData {
  readonly url?: string;
  /** The link that a person gave for an unconfirmed delivery. It stays while the output keeps that content. */
  readonly givenUrl?: string;
  /** The metadata of a document: its title, date, sender, the beginning of its text … */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The details of the last complete result, while the step makes another one. Only the state tells whether they still apply. */
  readonly earlierDetails?: PersonalStepData['details'];
  /** The last failure, or the missing dependency, in words for people. */
  readonly message?: string;
}

export const initialPersonal: PersonalData = {};

const setStepData = (personal: PersonalData, step: string, change: PersonalStepData): PersonalData => ({
  ...personal,
  steps: { ...personal.steps, [step]: change },
});

const removePauseReason = ({ pauseReason: _pauseReason, ...personal }: PersonalData): PersonalData => personal;
const removeReasons = ({ pauseReason: _pauseReason, cancelReason: _cancelReason, ...personal }: PersonalData): PersonalData =>
  personal;

function setRunTexts(before: PersonalData, event: AssetEventOf<'RunStarted'>): PersonalData {
  const { vocabulary: _vocabulary, patterns: _patterns, outputPatterns: _outputPatterns, rules: _rules, ...personal } = before;
  return { ...personal, ...event.personal };
}

function addOutputPatterns(before: PersonalData, { personal = {} }: AssetEventOf<'RunExtended'>): PersonalData {
  const { outputPatterns } = personal;
  if (outputPatterns === undefined) return before;
  return { ...before, outputPatterns: { ...before.outputPatterns, ...outputPatterns } };
}

function setPreferredPatterns(before: PersonalData, event: AssetEventOf<'PreferencesChanged'>): PersonalData {
  const { preferredPatterns: _, ...personal } = before;
  const patterns = event.personal?.patterns;
  return patterns === undefined ? personal : { ...personal, preferredPatterns: patterns };
}

/** Keeps a reason as long as the pause or cancellation that it belongs to. */
function foldReasons(personal: PersonalData, event: AssetEvent): PersonalData {
  switch (event.type) {
    case 'PauseRequested':
      return event.personal?.reason === undefined ? personal : { ...personal, pauseReason: event.personal.reason };
    case 'RunCancelled': {
      const reason = event.personal?.reason;
      return { ...removeReasons(personal), ...(reason === undefined ? {} : { cancelReason: reason }) };
    }
    case 'Resumed':
      return removePauseReason(personal);
    case 'RunStarted':
      return setRunTexts(removeReasons(personal), event);
    case 'AssetReset':
      return removeRuleTags(removeReasons(personal));
    default:
      return personal;
  }
}

/** Returns the data of the step's last complete result, to keep them while it makes another one. */
function keepEarlier({ steps }: PersonalData, step: string): Pick<PersonalStepData, 'earlierDetails' | 'givenUrl'> {
  const { details, earlierDetails, givenUrl } = steps?.[step] ?? {};
  const last = details ?? earlierDetails;
  return { ...(last === undefined ? {} : { earlierDetails: last }), ...(givenUrl === undefined ? {} : { givenUrl }) };
}

/** The text of a failure stays until the next attempt starts (D32). */
const startStep = (personal: PersonalData, { step }: AssetEventOf<'StepStarted'>['data']): PersonalData =>
  personal.steps?.[step] === undefined ? personal : setStepData(personal, step, keepEarlier(personal, step));

/**
 * Returns true if the attempt has left the content in place that a person had confirmed. A delivery that another system reports
 * is confirmed too, but has no key.
 */
const leavesConfirmed = (result: Readonly<Record<string, unknown>>): boolean =>
  result['unconfirmed'] === false && result['delivery_key'] !== undefined;

/** Details and links of an earlier result never appear with a new one. */
function completeStep(
  personal: PersonalData,
  { data: { step, result }, personal: found }: AssetEventOf<'StepCompleted'>,
): PersonalData {
  const earlier = personal.steps?.[step];
  if (found === undefined && earlier === undefined) return personal;
  const givenUrl = leavesConfirmed(result) ? earlier?.givenUrl : undefined;
  return setStepData(personal, step, { ...found, ...(givenUrl === undefined ? {} : { givenUrl }) });
}

/** Without the sealed part, the person gave no link, or the asset's key was destroyed. */
function settleDelivery(personal: PersonalData, { data, personal: given }: AssetEventOf<'DeliverySettled'>): PersonalData {
  const { givenUrl: earlier, ...rest } = personal.steps?.[data.step] ?? {};
  const url = data.delivered ? given?.url : undefined;
  if (url !== undefined) return setStepData(personal, data.step, { ...rest, givenUrl: url });
  return earlier === undefined ? personal : setStepData(personal, data.step, rest);
}

function foldSteps(personal: PersonalData, event: AssetEvent): PersonalData {
  switch (event.type) {
    case 'StepStarted':
      return startStep(personal, event.data);
    case 'StepCompleted':
      return foldRuleTags(completeStep(personal, event), event);
    case 'StepSkipped':
      return skipRules(personal, event);
    case 'DeliverySettled':
      return settleDelivery(personal, event);
    case 'StepFailed':
    case 'StepWaiting': {
      const { step } = event.data;
      if (event.personal === undefined) return personal;
      return setStepData(personal, step, { ...event.personal, ...keepEarlier(personal, step) });
    }
    default:
      return foldReasons(personal, event);
  }
}

/** Without the sealed part, the asset's key was destroyed, and its texts with it. */
function foldDescription(before: PersonalData, { data, personal: texts }: AssetEventOf<'AssetDescribed'>): PersonalData {
  if (texts === undefined) return before;
  const { title, description, tags, ...others } = before;
  const known = { title, description, tags };
  const changed = DESCRIBED_TEXTS.filter((field) => data.fields.includes(field));
  const entries = Object.entries({ ...known, ...Object.fromEntries(changed.map((field) => [field, texts[field]])) });
  const described = { ...others, ...Object.fromEntries(entries.filter(([, text]) => text !== undefined)) };
  return data.fields.includes('tags') ? ownTags(described) : described;
}

/** Without the sealed part, the asset's key was destroyed, and its values with it. */
function foldFields(before: PersonalData, { data, personal: values }: AssetEventOf<'DocumentFieldsCorrected'>): PersonalData {
  if (values === undefined) return before;
  const { title, tags, ...others } = values;
  const { tags: earlierTags, ...rest } = before;
  const keptTags = data.cleared.includes('tags') ? undefined : (tags ?? earlierTags);
  const cleared = data.cleared.filter((field) => field !== 'title' && field !== 'tags').map((field) => [field, null] as const);
  const areTagsCorrected = data.cleared.includes('tags') || tags !== undefined;
  return {
    ...(areTagsCorrected ? ownTags(rest) : rest),
    ...(keptTags === undefined ? {} : { tags: keptTags }),
    ...(title === undefined ? {} : { title }),
    fields: { ...before.fields, ...others, ...Object.fromEntries(cleared) },
  };
}

/** Adds the rule to those of the present result. Without the sealed part, the asset's key was destroyed, and its values with it. */
function applyRule(before: PersonalData, { data, personal: given }: AssetEventOf<'DocumentRuleApplied'>): PersonalData {
  const found = before.steps?.[METADATA_STEP];
  if (given === undefined || found?.details === undefined) return before;
  const rules = mergeAppliedRule(rulesIn(found.details), { key: data.rule, ...given });
  const ruled = setStepData(before, METADATA_STEP, { ...found, details: { ...found.details, rules } });
  return addRuleTags(ruled, given.tags);
}

/** Without the sealed part, the asset's key was destroyed, and the text with it. */
const saveNote = (before: PersonalData, { data: { note }, personal }: AssetEventOf<'NoteSaved'>): PersonalData =>
  personal === undefined ? before : { ...before, notes: { ...before.notes, [note]: personal.text } };

function removeNote({ notes = {}, ...personal }: PersonalData, { data }: AssetEventOf<'NoteRemoved'>): PersonalData {
  const kept = Object.entries(notes).filter(([note]) => note !== data.note);
  return kept.length === 0 ? personal : { ...personal, notes: Object.fromEntries(kept) };
}

/** The name of the file at the first address says nothing about another address or a file. */
function setSource(before: PersonalData, { personal: texts = {} }: AssetEventOf<'SourceBecameReady'>): PersonalData {
  const { fileName: earlierName, sourceUrl: address, ...personal } = before;
  const { url, fileName = address === undefined || address === url ? earlierName : undefined } = texts;
  return {
    ...personal,
    ...(fileName === undefined ? {} : { fileName }),
    ...(url === undefined ? {} : { sourceUrl: url }),
  };
}

function foldAdditions(personal: PersonalData, event: AssetEvent): PersonalData {
  switch (event.type) {
    case 'NoteSaved':
      return saveNote(personal, event);
    case 'NoteRemoved':
      return removeNote(personal, event);
    case 'DocumentRuleApplied':
      return applyRule(personal, event);
    default:
      return foldSteps(personal, event);
  }
}

/** Folds the opened personal parts of events. Never throws; the state folds without it. */
export function foldPersonal(personal: PersonalData, event: AssetEvent): PersonalData {
  switch (event.type) {
    case 'AssetRegistered':
      return event.personal === undefined ? personal : { ...personal, ...event.personal };
    case 'AssetDescribed':
      return foldDescription(personal, event);
    case 'DocumentFieldsCorrected':
      return foldFields(personal, event);
    case 'PreferencesChanged':
      return setPreferredPatterns(personal, event);
    // Even if an older copy of the key is restored, earlier data must not appear again.
    case 'AssetErased':
    case 'AssetExpired':
      return initialPersonal;
    case 'RunExtended':
      return addOutputPatterns(personal, event);
    case 'SourceBecameReady':
      return setSource(personal, event);
    default:
      return foldAdditions(personal, event);
  }
}
