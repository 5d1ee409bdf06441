import type { ProblemKind } from './problem-kind.js';

export const pageProblems = {
  'no-pages': {
    status: 409,
    title: 'The document has no pages that can be copied',
    tryInstead: 'Choose a PDF or a picture, or an Office file after its conversion to PDF.',
    about:
      'New documents are made of the pages of a PDF or a picture. Texts and messages have no pages. Nothing is copied from a PDF that is protected by a password.',
  },
} satisfies Readonly<Record<string, ProblemKind>>;
