import type { DraftFormat } from '../../drafts/shared-draft.js';
import { patchOf, type Draft, type Edit } from './draft.js';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isDraft = (value: unknown): value is Draft =>
  isRecord(value) &&
  typeof value['title'] === 'string' &&
  typeof value['description'] === 'string' &&
  Array.isArray(value['tags']) &&
  value['tags'].every((tag) => typeof tag === 'string');

/** Reads a stored edit. Returns undefined if it is damaged. */
function parseEdit(stored: unknown): Edit | undefined {
  if (!isRecord(stored)) return undefined;
  const { before, draft, revision } = stored;
  return isDraft(before) && isDraft(draft) && typeof revision === 'string' ? { before, draft, revision } : undefined;
}

/** Unsaved titles, descriptions and tags of one item. Undefined before the first change. */
type DetailsFormat = DraftFormat<Edit | undefined>;

const formatOf = (kind: DetailsFormat['kind']): DetailsFormat => ({
  kind,
  none: undefined,
  parse: parseEdit,
  isFilled: (edit) => edit !== undefined && patchOf(edit.before, edit.draft) !== undefined,
});

export const detailsDrafts = { recordings: formatOf('details'), documents: formatOf('document-details') } as const;
