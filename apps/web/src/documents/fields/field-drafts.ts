import { DraftStore, storageOfBrowser } from '../../drafts/draft-store.js';
import { isFieldName, isSame, type FieldName, type Typed } from './field-values.js';

/** The text of a field while a person edits it. */
export interface FieldDraft {
  readonly typed: Typed;
  /** The value that the person saw when the edit began, or when the last conflict was shown. */
  readonly before: Typed;
}

export type FieldDrafts = Readonly<Partial<Record<FieldName, FieldDraft>>>;

export const isChangedDraft = (name: FieldName, { typed, before }: FieldDraft): boolean => !isSame(name, typed, before);

/** The drafts with changes, which must not be lost. */
export const listChanged = (drafts: FieldDrafts): readonly (readonly [FieldName, FieldDraft])[] =>
  Object.entries(drafts).filter(
    (entry): entry is [FieldName, FieldDraft] => isFieldName(entry[0]) && isChangedDraft(entry[0], entry[1]),
  );

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

const isDraft = (value: unknown): value is FieldDraft =>
  typeof value === 'object' &&
  value !== null &&
  'typed' in value &&
  'before' in value &&
  isTyped(value.typed) &&
  isTyped(value.before);

/** Reads stored drafts. Unknown fields and damaged drafts are left out. */
export const parseDrafts = (stored: unknown): FieldDrafts | undefined =>
  typeof stored !== 'object' || stored === null
    ? undefined
    : Object.fromEntries(Object.entries(stored).filter(([name, draft]) => isFieldName(name) && isDraft(draft)));

let ofBrowser: DraftStore<FieldDrafts> | undefined;
export const getFieldDrafts = (): DraftStore<FieldDrafts> =>
  (ofBrowser ??= new DraftStore('fields', parseDrafts, storageOfBrowser()));
