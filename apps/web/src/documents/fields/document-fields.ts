import type { Document, DocumentFinding } from '@throughline/api-client';
import type { PlaceOnPage } from '../pages/use-place.js';
import {
  alternativesOf,
  FIELD_NAMES,
  foundOf,
  isNone,
  isSame,
  showTyped,
  typedOf,
  type FieldName,
  type Typed,
} from './field-values.js';

/**
 * - `found`: nobody has looked at the value, which was found with confidence
 * - `unsure`: it was found with doubts, or is missing, and a person should check it
 * - `confirmed`: a person has looked, and left it as it was found
 * - `corrected`: a person has written it
 * - `none`: there is no value, and nobody misses it
 */
export type FieldState = 'found' | 'unsure' | 'confirmed' | 'corrected' | 'none';

/**
 * True for a title or tags that a person or the source gave. Confidence and place are those of the found value, which is another
 * one.
 */
const isGiven = (name: FieldName, finding: DocumentFinding): boolean =>
  finding.corrected_by === null && !isSame(name, typedOf(name, finding), foundOf(name, finding));

/** A rule that has set a value, with the value that the field has without it. */
export interface FieldRule {
  readonly key: string;
  readonly name: string;
  readonly without: Typed;
}

export interface DocumentField {
  readonly name: FieldName;
  readonly typed: Typed;
  readonly state: FieldState;
  /** The user who wrote or confirmed the value. */
  readonly by: string | null;
  /** In percent, of the found value. Null if its source gives none, or if the value was given. */
  readonly confidence: number | null;
  /** The place of the found value, if it is known. Undefined if the value was given. */
  readonly place: PlaceOnPage | undefined;
  readonly found: Typed;
  /** The rules that have set the value. */
  readonly rules: readonly FieldRule[];
  /** Other values that were found, the best first. */
  readonly alternatives: readonly Typed[];
}

export type FieldsOf = Pick<Document, 'metadata' | 'unsure_fields' | 'accepted_by' | 'rules_applied'>;

/** Fields that are suggestions: nobody has to check them. */
const SUGGESTIONS: readonly FieldName[] = ['tags', 'language'];

function stateOf(name: FieldName, finding: DocumentFinding, isUnsure: boolean): FieldState {
  const [typed, found] = [typedOf(name, finding), foundOf(name, finding)];
  if (finding.corrected_by !== null) return isSame(name, typed, found) ? 'confirmed' : 'corrected';
  if (isUnsure) return 'unsure';
  return isNone(typed) ? 'none' : 'found';
}

const placeOf = ({ page, start, end }: DocumentFinding): PlaceOnPage | undefined =>
  page === null || start === null || end === null ? undefined : { page, start, end };

const percentOf = (name: FieldName, finding: DocumentFinding): number | null =>
  finding.confidence === null || isNone(foundOf(name, finding)) ? null : Math.round(finding.confidence * 100);

function withoutTags(typed: Typed, tags: readonly string[]): Typed {
  const gone = new Set(tags.map((tag) => tag.toLowerCase()));
  return typeof typed === 'string' ? typed : typed.filter((tag) => !gone.has(tag.toLowerCase()));
}

/** Lists the rules behind the present value. Without a rule, its tags are gone, and the type is the found one. */
function rulesOf(name: FieldName, finding: DocumentFinding, applied: Document['rules_applied']): readonly FieldRule[] {
  const typed = typedOf(name, finding);
  return applied
    .filter((rule) => finding.rules.includes(rule.name) && (name === 'tags' ? rule.tags.length > 0 : rule.type !== null))
    .map(({ key, name: ruleName, tags }) => ({
      key,
      name: ruleName,
      without: name === 'tags' ? withoutTags(typed, tags) : foundOf(name, finding),
    }));
}

interface FieldFacts {
  readonly isUnsure: boolean;
  readonly applied: Document['rules_applied'];
}

function fieldOf(name: FieldName, finding: DocumentFinding, { isUnsure, applied }: FieldFacts): DocumentField {
  const typed = typedOf(name, finding);
  const isOther = isGiven(name, finding);
  return {
    name,
    typed,
    state: stateOf(name, finding, isUnsure),
    by: finding.corrected_by,
    confidence: isOther ? null : percentOf(name, finding),
    place: isOther ? undefined : placeOf(finding),
    found: foundOf(name, finding),
    rules: rulesOf(name, finding, applied),
    alternatives: alternativesOf(name, finding).filter((other) => !isSame(name, other, typed)),
  };
}

/** A document of an earlier release names no fields to check, but the doubts of its rules are known. */
function hasDoubts(name: FieldName, finding: DocumentFinding): boolean {
  const { sure, confidence, value } = finding;
  return !sure && confidence !== null && value !== null && !SUGGESTIONS.includes(name) && !isGiven(name, finding);
}

/** Lists the fields of a document, with and without a value. Empty before they were searched for. */
export function listFields(document: FieldsOf): readonly DocumentField[] {
  const { metadata, unsure_fields: unsure, accepted_by: by, rules_applied: applied } = document;
  if (metadata === null) return [];
  return FIELD_NAMES.map((name) => {
    const finding = metadata.findings[name];
    // A person who has accepted the document has seen the doubts.
    const isUnsure = by === null && (unsure.includes(name) || hasDoubts(name, finding));
    return fieldOf(name, finding, { isUnsure, applied });
  });
}

export const currentTyped = ({ metadata }: Pick<Document, 'metadata'>, name: FieldName): Typed =>
  metadata === null ? '' : typedOf(name, metadata.findings[name]);

export const showValue = ({ name, typed }: Pick<DocumentField, 'name' | 'typed'>): string => showTyped(name, typed);

/** Names of the values that a person should check. */
export const listUnsure = (fields: readonly DocumentField[]): readonly FieldName[] =>
  fields.flatMap(({ name, state }) => (state === 'unsure' ? [name] : []));

/** Returns the field to begin with: the first one to check, else the first one. */
export const findFirstField = (document: FieldsOf): FieldName | undefined => {
  const fields = listFields(document);
  return listUnsure(fields)[0] ?? fields[0]?.name;
};

/** Returns true if a person may correct the fields now. */
export const mayCorrect = (document: Pick<Document, 'allowed_actions' | 'metadata'>): boolean =>
  document.metadata !== null && document.allowed_actions.some(({ action, allowed }) => action === 'correct_fields' && allowed);

/** Lists the actions that the page can offer. Fields are corrected where they are shown, so not before they were searched for. */
export const listOffered = ({
  allowed_actions: actions,
  metadata,
}: Pick<Document, 'allowed_actions' | 'metadata'>): Document['allowed_actions'] =>
  metadata === null ? actions.filter(({ action }) => action !== 'correct_fields') : actions;

/** Returns the folder and the name of the filed document. Empty if it is not filed. */
export const describeFiling = (storage: Document['storage']): string =>
  [storage?.folder, storage?.name].filter(Boolean).join('/');

/** True if there are fields, or text that was extracted, or a place where the document is filed. */
export const hasDetails = ({ metadata, text, storage }: Pick<Document, 'metadata' | 'text' | 'storage'>): boolean =>
  metadata !== null || text?.characters !== undefined || describeFiling(storage) !== '';
