import type { DraftFormat } from '../../drafts/shared-draft.js';
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
const parseDrafts = (stored: unknown): FieldDrafts | undefined =>
  typeof stored !== 'object' || stored === null
    ? undefined
    : Object.fromEntries(Object.entries(stored).filter(([name, draft]) => isFieldName(name) && isDraft(draft)));

export const fieldDrafts: DraftFormat<FieldDrafts> = {
  kind: 'fields',
  none: {},
  parse: parseDrafts,
  isFilled: (drafts) => listChanged(drafts).length > 0,
};

/** Returns the drafts with one of them set, or removed if it has no change. */
export function setFieldDraft(drafts: FieldDrafts, name: FieldName, draft: FieldDraft | undefined): FieldDrafts {
  if (draft === undefined && drafts[name] === undefined) return drafts;
  const others = Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== name));
  return draft === undefined || !isChangedDraft(name, draft) ? others : { ...others, [name]: draft };
}

/** Forgets a draft whose text is saved. Keeps one that was changed since it was sent: it continues the saved text. */
export function settleFieldDraft(drafts: FieldDrafts, name: FieldName, saved: Typed): FieldDrafts {
  const draft = drafts[name];
  return setFieldDraft(drafts, name, draft && { ...draft, before: saved });
}

/** Opens the editor of a field with its present value. An open one keeps its text. */
export function openEditor(opened: FieldDrafts, name: FieldName, now: Typed): FieldDrafts {
  const draft = opened[name];
  return draft === undefined || isChangedDraft(name, draft) ? { ...opened, [name]: { typed: now, before: now } } : opened;
}

/**
 * Returns the fields that this tab edits. `opened` are its own editors. An editor whose change another tab has saved or discarded
 * is closed.
 */
export const mergeOpened = (opened: FieldDrafts, shared: FieldDrafts): FieldDrafts => ({
  ...Object.fromEntries(Object.entries(opened).filter(([name, draft]) => isFieldName(name) && !isChangedDraft(name, draft))),
  ...shared,
});
