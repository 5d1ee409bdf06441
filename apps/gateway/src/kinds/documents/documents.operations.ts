import {
  fileAnswers,
  ifRange,
  range,
  createPastListAnswer,
  idOf,
  createListAnswer,
  REGISTRATION_PROBLEMS,
  RegisterForm,
  RegisterSource,
} from '../../items/index.js';
import type { OperationOptions } from '../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch } from '../../kit/http/parameters.js';
import { anyOf, record } from '../../kit/http/schemas.js';
import { DOCUMENT_KIND as kind, DocumentStepAnswer, stepExample } from './document-kind.js';

const { tag, answer, example } = kind;
const id = idOf(kind);

export const listOperation: OperationOptions = {
  id: 'listDocuments',
  tag,
  scope: 'read',
  summary: 'List and search documents',
  answers: [
    {
      status: 200,
      description: 'A page; with `as_of` a page of their state then.',
      type: anyOf([createListAnswer(kind), createPastListAnswer(kind)]),
      example: { items: [example], next_cursor: null },
    },
  ],
  problems: [],
};

export const createOperation: OperationOptions = {
  id: 'createDocument',
  tag,
  scope: 'write',
  summary: 'Register a document',
  description:
    'A PDF, an image, an Office file, a text or an e-mail: the content decides. Its eight main steps start immediately. The body is that of a recording.',
  parameters: [idempotencyKey],
  body: {
    type: RegisterForm,
    media: 'multipart/form-data',
    required: true,
    example: { title: 'Invoice', file: '(bytes)' },
    or: { type: RegisterSource, example: { url: 'https://files.example/invoices/march.pdf' } },
  },
  answers: [
    {
      status: 202,
      description: 'Registered, and started.',
      type: answer,
      example: { ...example, status: 'pending', summary: { main: { pending: 8 }, uploads: { queued: 2 } }, record: null },
      headers: { Location: 'The document.', ETag: 'Its revision.' },
    },
  ],
  problems: ['duplicate', ...REGISTRATION_PROBLEMS],
};

export const itemOperation: OperationOptions = {
  id: 'getDocument',
  tag,
  scope: 'read',
  summary: 'Read a document',
  description: 'Follow it with `?wait=30&after_revision=<revision>`: the answer comes as soon as something has changed.',
  parameters: [id, ifNoneMatch],
  answers: [
    { status: 200, description: 'The document.', type: answer, example, headers: { ETag: 'Its revision.' } },
    { status: 304, description: 'Unchanged, and nothing is running.' },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
};

export const stepsOperation: OperationOptions = {
  id: 'getDocumentSteps',
  tag,
  scope: 'read',
  summary: 'Read the steps of a document, by name',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The steps.',
      type: record(DocumentStepAnswer, 'Every step by its name.'),
      example: { hash_file: stepExample },
    },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
};

export const downloadOperation: OperationOptions = {
  id: 'downloadDocument',
  tag,
  scope: 'read',
  summary: 'Download a document',
  description: 'Under the name that it is filed by. Also with HEAD, and in parts.',
  parameters: [id, range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: [
    'not-found',
    'erased',
    'gone',
    'file-missing',
    'file-damaged',
    'range-not-satisfiable',
    'quarantined',
    'needs-upgrade',
  ],
};
