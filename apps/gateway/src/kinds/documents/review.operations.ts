import { command, done } from '../../items/index.js';
import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ifRevision } from '../../kit/http/parameters.js';
import { DOCUMENT_KIND as kind } from './document-kind.js';
import { DocumentFieldsBody } from './fields.dto.js';

export const correctFieldsOperation: OperationOptions = command(kind, {
  verb: 'correct',
  id: 'correctDocumentFields',
  summary: 'Correct the fields of a document',
  description:
    'A merge patch: an absent field stays, and `null` clears it. `metadata.findings` then shows the value with `corrected_by`, and the ' +
    'found value as `found`. A later run keeps corrections. Sending the found value confirms the field. ' +
    'Delivered content stays as it is; a run files and delivers the document with the corrected fields.',
  parameters: [ifRevision],
  body: {
    type: DocumentFieldsBody,
    required: true,
    example: { sender: 'Stadtwerke Linden GmbH', amount: { value: '214.60', currency: 'EUR' }, due_date: null },
  },
  answers: [
    done(kind, 'The fields are corrected.', {
      code: 'corrected',
      detail: 'Corrected: sender, amount, due_date. Later runs keep this.',
    }),
  ],
  problems: ['item-changed', 'precondition-required'],
});

const seenRevision: Parameter = {
  ...ifRevision,
  description:
    'Accepts only the document that was seen: the `ETag` that was read, or `"<revision>"`. Only its revision is compared. Without it, ' +
    'or with `*`, the document is accepted as it is now.',
};

export const acceptOperation: OperationOptions = command(kind, {
  verb: 'accept',
  parameters: [seenRevision],
  summary: 'File a document as reviewed',
  description:
    'Takes the document out of the review queue (`GET /api/v1/documents?unsure=true`), whatever fields are not sure. Another file of the ' +
    'document is reviewed again; another run is not. Outputs that wait for a person are published by another request.',
  answers: [
    done(
      kind,
      'The document is filed as reviewed.',
      { code: 'accepted', detail: 'The document is filed as reviewed.' },
      { accepted_by: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12', accepted_at: '2026-02-05T10:00:00.000Z' },
    ),
  ],
  problems: ['item-changed'],
});

export const reopenOperation: OperationOptions = command(kind, {
  verb: 'reopen',
  summary: 'Take the acceptance of a document back',
  description: 'If a field is not sure, the document is in the review queue again.',
  answers: [
    done(kind, 'The document is no longer filed as reviewed.', {
      code: 'reopened',
      detail: 'The document is no longer filed as reviewed.',
    }),
  ],
});
