import type { Document } from '@throughline/api-client';
import { ApiProblem } from '../api/problem.js';
import { saveAtRevision } from '../api/save-at-revision.js';
import { text } from '../texts/text.js';
import { currentTyped } from './fields/document-fields.js';
import { FIELD_NAMES, isSame } from './fields/field-values.js';

const words = text.documentView.review.conflict;

interface Requests {
  readonly send: (revision: string) => Promise<Document>;
  readonly read: () => Promise<Document>;
}

/** Says what another person has changed since a person saw the document; undefined if that changes nothing for the acceptance. */
function findConflict(seen: Document, newest: Document, me: string | undefined): ApiProblem | undefined {
  // The values of another file may be equal, but the person has not seen its pages.
  if (seen.record?.sha256 !== newest.record?.sha256)
    return new ApiProblem({ title: words.replaced, detail: words.replacedHint, status: 412 });
  const changed = FIELD_NAMES.filter((name) => !isSame(name, currentTyped(seen, name), currentTyped(newest, name)));
  if (changed.length > 0) {
    const names = changed.map((name) => text.insideSentence(text.documentView.fields.names[name]));
    return new ApiProblem({ title: words.changed, detail: words.changedHint(names), status: 412 });
  }
  // A request without an answer may have arrived, so one's own acceptance is no conflict.
  const isByOther = newest.accepted_by !== null && newest.accepted_by !== me;
  return isByOther ? new ApiProblem({ title: words.accepted, detail: words.acceptedHint, status: 412 }) : undefined;
}

/**
 * Files a document as reviewed, with the values that the person has seen. `me` is the id of this person. Throws `ApiProblem` if
 * somebody else has changed a value, replaced the file or accepted the document meanwhile. Steps of a run make new revisions too, which are no
 * conflict.
 */
export const acceptDocument = (seen: Document, me: string | undefined, requests: Requests): Promise<Document> =>
  saveAtRevision<Document>(seen.revision, {
    ...requests,
    findConflict: (newest) => findConflict(seen, newest, me),
  });
