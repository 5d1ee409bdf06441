import { FEWEST_DOCUMENTS } from '@throughline/domain';
import { previewAnswers } from '../batches/bulk/index.js';
import type { OperationOptions, Parameter } from '../kit/http/operation.js';
import { idempotencyKey, ifMatchOf } from '../kit/http/parameters.js';
import { MAX_BULK_ITEMS } from '../items/index.js';
import { MAX_RULES } from './document-rule.js';
import { DocumentRuleAnswer, DocumentRuleBody, DocumentRuleList, RuleSuggestionList } from './document-rules.dto.js';

const content = { name: 'Northlight invoices', sender: 'Northlight Studio Ltd', tags: ['office costs'], type: 'invoice' };
const example: DocumentRuleAnswer = {
  id: 3,
  key: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  ...content,
  enabled: true,
  documents: 12,
  revision: 2,
  created_at: '2026-02-05T10:00:00.000Z',
  updated_at: '2026-02-06T10:00:00.000Z',
};

const tag = 'documents';
const ruleId: Parameter = { name: 'id', in: 'path', description: 'The number of a rule.', schema: { type: 'string' } };
const headers = { ETag: 'Send it back as `If-Match` to change the rule.' };
const one = { status: 200, description: 'The rule.', type: DocumentRuleAnswer, example, headers };
const body = { type: DocumentRuleBody, required: true, example: content };

export const listRules: OperationOptions = {
  id: 'listDocumentRules',
  tag,
  scope: 'read',
  summary: 'List the rules for documents of your library',
  answers: [{ status: 200, description: 'The rules.', type: DocumentRuleList, example: { items: [example] } }],
  problems: [],
};

export const createRule: OperationOptions = {
  id: 'createDocumentRule',
  tag,
  scope: 'write',
  summary: 'Make a rule for documents',
  description: `Runs that start from now on apply it, when they find the fields of their document. What a person has set stays. Documents that are there already stay as they are, unless you apply the rule to them. A library has at most ${String(MAX_RULES)} rules, with 64 KiB together.`,
  parameters: [idempotencyKey],
  body,
  answers: [
    {
      status: 201,
      description: 'The rule.',
      type: DocumentRuleAnswer,
      example,
      headers: { Location: 'The rule.', ...headers },
    },
  ],
  problems: ['document-rule-name-taken', 'too-many-document-rules', 'document-rules-too-large'],
};

export const getRule: OperationOptions = {
  id: 'getDocumentRule',
  tag,
  scope: 'read',
  summary: 'Read a rule for documents',
  parameters: [ruleId],
  answers: [one],
  problems: ['not-found'],
};

export const replaceRule: OperationOptions = {
  id: 'replaceDocumentRule',
  tag,
  scope: 'write',
  summary: 'Replace a rule for documents, or switch it on or off',
  description:
    'Replaces all of it. Documents that the rule has changed stay as they are, and runs that have started apply the rule as it was.',
  parameters: [ruleId, ifMatchOf('rule')],
  body,
  answers: [one],
  problems: [
    'not-found',
    'document-rule-name-taken',
    'document-rules-too-large',
    'document-rule-changed',
    'precondition-required',
  ],
};

export const removeRule: OperationOptions = {
  id: 'removeDocumentRule',
  tag,
  scope: 'write',
  summary: 'Delete a rule for documents',
  description: 'Documents that the rule has changed stay as they are, and keep its name.',
  parameters: [ruleId, ifMatchOf('rule')],
  answers: [{ status: 204, description: 'The rule is deleted.' }],
  problems: ['not-found', 'document-rule-changed', 'precondition-required'],
};

export const previewRule: OperationOptions = {
  id: 'previewDocumentRule',
  tag,
  scope: 'write',
  summary: 'Preview a rule on the documents that are there already',
  description: `Finds the documents of the sender in your library, and says what the rule would change in each. A preview has at most ${MAX_BULK_ITEMS.toLocaleString('en')} documents: first those that the rule would change, newest first. If there may be more, apply this part, then preview the rule again. Values that a person has set stay, as in runs. \`If-Match\` names the revision of the rule that you show to the person who decides. Writes no event: \`POST /api/v1/bulk/{id}/execute\` applies the rule. The execution changes nothing if the rule was changed, switched off or deleted after the preview.`,
  parameters: [ruleId, ifMatchOf('rule'), idempotencyKey],
  answers: previewAnswers({
    noun: 'document',
    action: 'apply_rule',
    verdicts: [
      { verdict: 'change', code: 'rule-applied', count: 1, detail: 'The rule would add 1 tag and set the type.' },
      { verdict: 'refuse', code: 'refused', count: 1, detail: 'The fields of the document could not be read.' },
    ],
  }),
  problems: ['not-found', 'document-rule-off', 'document-rule-changed', 'precondition-required'],
};

const suggestion = {
  id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b12',
  sender: 'Northlight Studio Ltd',
  tags: ['office costs'],
  type: null,
  count: 3,
  otherwise: 0,
  documents: [
    {
      id: '0190a000-0000-7000-8000-000000000001',
      title: 'Invoice no. 318',
      date: '2026-02-03',
      created_at: '2026-02-05T10:00:00.000Z',
    },
  ],
};
const suggestionId: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The id of a suggestion.',
  schema: { type: 'string' },
};

export const listSuggestions: OperationOptions = {
  id: 'listDocumentRuleSuggestions',
  tag,
  scope: 'read',
  summary: 'List rules that follow from corrections',
  description: `People have given at least ${String(FEWEST_DOCUMENTS)} documents of a sender the same tag or the same type, and most of those that they corrected. A suggestion changes nothing: make a rule of it, or dismiss it. The newest 2,000 corrected documents count.`,
  answers: [
    {
      status: 200,
      description: 'The suggestions.',
      type: RuleSuggestionList,
      example: { items: [suggestion] },
    },
  ],
  problems: [],
};

export const dismissSuggestion: OperationOptions = {
  id: 'dismissDocumentRuleSuggestion',
  tag,
  scope: 'write',
  summary: 'Dismiss a suggested rule',
  description: 'The library does not get this suggestion again, until somebody brings it back. A rule can still be made by hand.',
  parameters: [suggestionId],
  answers: [{ status: 204, description: 'The suggestion is dismissed.' }],
  problems: ['not-found'],
};

export const listDismissed: OperationOptions = {
  id: 'listDismissedDocumentRuleSuggestions',
  tag,
  scope: 'read',
  summary: 'List the dismissed suggestions of rules',
  description:
    'Only those that would be made now. A dismissal keeps no sender, so one whose documents are gone, or that a rule says already, is not listed.',
  answers: [{ status: 200, description: 'The suggestions.', type: RuleSuggestionList, example: { items: [suggestion] } }],
  problems: [],
};

export const bringBackSuggestion: OperationOptions = {
  id: 'bringBackDocumentRuleSuggestion',
  tag,
  scope: 'write',
  summary: 'Bring a dismissed suggestion back',
  description: 'The library gets the suggestion again, for as long as the corrections of people give it.',
  parameters: [suggestionId],
  answers: [{ status: 204, description: 'The suggestion is not dismissed.' }],
  problems: ['not-found'],
};
