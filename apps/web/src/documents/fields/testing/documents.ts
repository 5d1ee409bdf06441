import type { Document, DocumentFinding } from '@throughline/api-client';
import { FIELD_NAMES, type FieldName } from '../field-values.js';

export const nothingFound: DocumentFinding = {
  value: null,
  found: null,
  confidence: null,
  sure: false,
  page: null,
  start: null,
  end: null,
  alternatives: [],
  rules: [],
  corrected_by: null,
  corrected_at: null,
};

export const place = { page: 2, start: 10, end: 20 };

/** A value that a rule found on page 2. */
export const findingOf = (value: string, confidence: number, rest: Partial<DocumentFinding> = {}): DocumentFinding => ({
  ...nothingFound,
  value,
  found: value,
  confidence,
  sure: confidence >= 0.9,
  ...place,
  ...rest,
});

type Findings = Readonly<Partial<Record<FieldName, DocumentFinding>>>;
type Metadata = Omit<NonNullable<Document['metadata']>, 'findings'>;

/** A document in which these fields were found. `unsure_fields` are those of the caller. */
export const documentWith = (
  findings: Findings,
  rest: Partial<Omit<Document, 'metadata'>> = {},
  metadata: Metadata = {},
): Document =>
  ({
    id: 'd1',
    title: 'Invoice 318',
    revision: '1',
    text: null,
    storage: null,
    outputs: [],
    erased_at: null,
    expired_at: null,
    accepted_by: null,
    unsure_fields: [],
    rules_applied: [],
    allowed_actions: [{ action: 'correct_fields', allowed: true, target: null, reason: null, code: null, try_instead: null }],
    ...rest,
    metadata: { ...metadata, findings: Object.fromEntries(FIELD_NAMES.map((name) => [name, findings[name] ?? nothingFound])) },
  }) as Document;
