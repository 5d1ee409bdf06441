import type { Document } from '@throughline/api-client';
import type { ActionInput } from '../../actions/action-definition.js';
import { saveAtRevision } from '../../api/save-at-revision.js';
import { currentTyped } from './document-fields.js';
import type { FieldDraft } from './field-drafts.js';
import { isSame, readTyped, showTyped, type FieldName } from './field-values.js';

/** Somebody else has changed the field since the edit began. */
export class FieldChanged extends Error {
  constructor(
    readonly newest: Document,
    readonly field: FieldName,
    cause?: unknown,
  ) {
    super('The field has changed since the edit began', { cause });
  }

  /** The value that somebody else has written, as the page shows it. */
  get value(): string {
    return showTyped(this.field, currentTyped(this.newest, this.field));
  }
}

/** The text is no value of the field. Its message is shown beside the field. */
export class FieldFault extends Error {}

export interface FieldChange extends FieldDraft {
  readonly name: FieldName;
}

interface Requests {
  readonly send: (revision: string, patch: ActionInput) => Promise<Document>;
  readonly read: () => Promise<Document>;
}

/** A request without an answer may have arrived, so the wanted value is no conflict. */
function findConflict(newest: Document, { name, typed, before }: FieldChange, cause?: unknown): FieldChanged | undefined {
  const now = currentTyped(newest, name);
  return isSame(name, now, before) || isSame(name, now, typed) ? undefined : new FieldChanged(newest, name, cause);
}

/**
 * Saves one field. Throws `FieldFault` if the text is no value, and `FieldChanged` if the save would overwrite what somebody else
 * has written. `known` is the newest document that the page has.
 */
export async function saveField(known: Document, change: FieldChange, { send, read }: Requests): Promise<Document> {
  const value = readTyped(change.name, change.typed);
  if ('fault' in value) throw new FieldFault(value.fault);
  const conflict = findConflict(known, change);
  if (conflict !== undefined) throw conflict;
  return saveAtRevision<Document>(known.revision, {
    send: (revision) => send(revision, { [change.name]: value.value }),
    read,
    findConflict: (newest, refusal) => findConflict(newest, change, refusal),
  });
}
