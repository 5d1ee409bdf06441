import type { ProblemKind } from './problem-kind.js';

export const documentRuleProblems = {
  'document-rule-name-taken': {
    status: 409,
    title: 'Another rule has this name',
    tryInstead: 'Choose another name, or change the existing rule.',
    about:
      'Documents name the rules that have changed them, so a name is unique within the library. Small and capital letters count as equal.',
  },
  'document-rule-changed': {
    status: 412,
    title: 'The rule has changed',
    tryInstead: 'Read the rule again, and decide whether your change still applies.',
    about:
      '`If-Match` does not name the current revision of the rule: another request changed it first. It is also the result of a document to which a rule was to be applied, if the rule was changed, switched off or deleted after the preview. Then preview the rule again.',
  },
  'document-rule-off': {
    status: 409,
    title: 'The rule is off',
    tryInstead: 'Switch the rule on, then preview it.',
    about: 'A rule that is off gives no document anything, so it cannot be applied to documents that are there already.',
  },
  'too-many-document-rules': {
    status: 409,
    title: 'The library has too many rules',
    tryInstead: 'Delete a rule that you no longer need, or add the tags to a rule for the same sender.',
    about: 'A library has at most 200 rules for documents, because each run of a document keeps a copy of them.',
  },
  'document-rules-too-large': {
    status: 409,
    title: 'The rules of the library are too large',
    tryInstead: 'Shorten names, senders or tags, or delete a rule that you no longer need.',
    about:
      'The names, senders, tags and types of all rules of a library have at most 64 KiB together, because each run of a document keeps a copy of them. Rules that are off count too.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
