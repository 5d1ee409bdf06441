import { idOf, REGISTRATION_PROBLEMS } from '../../items/index.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch } from '../../kit/http/parameters.js';
import { SuggestedCutsAnswer } from './cuts.dto.js';
import { DOCUMENT_KIND as kind } from './document-kind.js';
import { MadeDocumentsAnswer, MergeBody, PartsBody } from './pages.dto.js';

const made = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12',
  revision: '4711',
  title: 'scan (1-3)',
  pages: 3,
};

const LASTING =
  'The documents stay as they are, and no change of them changes the new one: `source.made_of` of the new one names them. The service ' +
  'that makes the file copies what is on the pages; `source.made_of.left_out` then lists other contents, such as attachments.';

const PROBLEMS = [
  'no-pages',
  'no-file-yet',
  'file-missing',
  'file-damaged',
  'erased',
  'gone',
  'quarantined',
  'needs-upgrade',
  ...REGISTRATION_PROBLEMS,
] as const;

export const splitOperation: OperationOptions = {
  id: 'createDocumentParts',
  tag: kind.tag,
  scope: 'write',
  summary: 'Make documents of the pages of a document',
  description: `Splits a document, leaves pages out, or turns them: each part becomes a new document with a file of its own. ${LASTING}`,
  parameters: [idOf(kind), idempotencyKey],
  body: {
    type: PartsBody,
    required: true,
    example: { parts: [{ pages: [{ from: 1, to: 3 }] }, { pages: [{ from: 4, rotate: 90 }], title: 'Letter' }] },
  },
  answers: [
    {
      status: 202,
      description: 'All are registered, and started.',
      type: MadeDocumentsAnswer,
      example: { documents: [made, { ...made, id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b13', title: 'Letter', pages: 1 }] },
    },
  ],
  problems: ['not-found', ...PROBLEMS],
};

export const mergeOperation: OperationOptions = {
  id: 'mergeDocuments',
  tag: kind.tag,
  scope: 'write',
  summary: 'Make one document of several',
  description: `The new document has the pages of the documents in this order. ${LASTING}`,
  parameters: [idempotencyKey],
  body: {
    type: MergeBody,
    required: true,
    example: {
      documents: [
        { id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b10' },
        { id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', pages: [{ from: 2 }] },
      ],
      title: 'Contract with annex',
    },
  },
  answers: [
    {
      status: 202,
      description: 'Registered, and started.',
      type: MadeDocumentsAnswer,
      example: { documents: [{ ...made, title: 'Contract with annex', pages: 5 }] },
      headers: { Location: 'The document.' },
    },
  ],
  problems: PROBLEMS,
};

export const suggestedCutsOperation: OperationOptions = {
  id: 'getSuggestedCuts',
  tag: kind.tag,
  scope: 'read',
  summary: 'Suggest where a document may be split',
  description:
    'For a scan of several letters: where a new one seems to begin, with the reasons. Nothing is split, and nothing is stored: ' +
    '`POST …/parts` makes the documents. The suggestions follow from the text of the pages. A missing suggestion does not mean that no document begins there.',
  parameters: [idOf(kind), ifNoneMatch],
  answers: [
    {
      status: 200,
      description: 'The suggestions, or why there are none.',
      type: SuggestedCutsAnswer,
      example: {
        known: true,
        why: null,
        pages: 6,
        unread_pages: [],
        suggestions: [
          {
            before: 4,
            leave_out: [3],
            reasons: [
              { kind: 'separator-sheet', quote: 'PATCH T', detail: 'A separator sheet: “PATCH T”.' },
              {
                kind: 'page-number',
                quote: 'Page 1 of 3',
                detail: 'The numbers of the pages begin again: “Page 1 of 3”.',
              },
            ],
          },
        ],
      },
      headers: { ETag: 'The version of this content.' },
    },
    { status: 304, description: 'Unchanged.' },
  ],
  problems: ['not-found', 'no-pages', 'file-missing', 'erased', 'gone', 'quarantined', 'needs-upgrade'],
};
