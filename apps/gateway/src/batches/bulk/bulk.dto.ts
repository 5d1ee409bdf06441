import type { Type } from '@nestjs/common';
import { IntersectionType } from '@nestjs/swagger';
import { ChoiceField } from '../../kit/http/fields.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import {
  BulkFields,
  MAX_BULK_ITEMS,
  PageQuery,
  PauseBody,
  PublishBody,
  REQUESTED_ACTIONS,
  RunOverrides,
  readSelection,
  selectingBody,
  type BulkBody,
  type ItemKind,
  type RequestedAction,
  type Selection,
  type SelectionFields,
} from '../../items/index.js';
import type { Model } from '../../kit/http/schemas.js';
import { OUTCOMES, VERDICTS, type Outcome, type Verdict } from './bulk-command.js';

class BulkPreviewFields extends IntersectionType(RunOverrides, PauseBody, PublishBody, BulkFields) {
  @ChoiceField(
    'The command. It takes the fields of the single request: those of a run, a pause or a publication, `reason`, `template_id`. ' +
      '`tag` takes `add_tags` and `remove_tags`, `transfer` takes `library_id`. The filters of `restore` select deleted items, those of all other actions select items that are not deleted.',
    REQUESTED_ACTIONS,
    { required: true },
  )
  action!: RequestedAction;
}

export const previewBodyOf = (kind: ItemKind, filters: Model): Type =>
  selectingBody('BulkPreview', BulkPreviewFields, { kind, filters, most: MAX_BULK_ITEMS });

export type BulkPreviewBody = BulkPreviewFields & SelectionFields;

export class BulkItemsParameters extends PageQuery {
  @ChoiceField('Items with this verdict.', VERDICTS)
  verdict?: Verdict;

  @ChoiceField('Items with this outcome.', OUTCOMES)
  outcome?: Outcome;
}

const FIELDS_OF_PAUSE = ['reason', 'until', 'for_ms'] as const;
const FIELDS_OF_TAG = ['add_tags', 'remove_tags'] as const;
const FIELDS_OF_ACTION: Readonly<Record<Exclude<RequestedAction, 'run'>, readonly (keyof BulkBody)[]>> = {
  pause: FIELDS_OF_PAUSE,
  cancel: ['reason'],
  reset: [],
  publish: ['outputs'],
  bind: ['template_id', 'reset_preferences'],
  unbind: [],
  tag: FIELDS_OF_TAG,
  transfer: ['library_id'],
  delete: [],
  restore: [],
};
/** All other fields are fields of a run. */
const NO_FIELDS_OF_RUN: readonly string[] = [...FIELDS_OF_PAUSE, ...FIELDS_OF_TAG, 'outputs', 'reset_preferences', 'library_id'];

const belongsTo = (action: RequestedAction, field: string): boolean =>
  action === 'run' ? !NO_FIELDS_OF_RUN.includes(field) : FIELDS_OF_ACTION[action].some((one) => one === field);

/** Splits a body. Refuses the fields of other actions, which would have no effect. */
export function readPreviewBody({ action, recording_ids, document_ids, filters, ...fields }: BulkPreviewBody): {
  readonly action: RequestedAction;
  readonly body: BulkBody;
  readonly selection: Selection;
} {
  const fieldsWithValue = Object.entries(fields).filter(([, value]) => hasValue(value));
  const foreign = fieldsWithValue.filter(([field]) => !belongsTo(action, field));
  if (foreign.length > 0)
    throw invalid(foreign.map(([field]) => ({ pointer: `/${field}`, message: `is not a field of the action '${action}'` })));
  const selection = { ...readSelection({ recording_ids, document_ids, filters }), deleted: action === 'restore' };
  return { action, body: Object.fromEntries(fieldsWithValue), selection };
}

/** Returns the position after which a page starts. */
export function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return -1;
  if (!/^\d{1,9}$/.test(cursor))
    throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an earlier answer' }]);
  return Number(cursor);
}
