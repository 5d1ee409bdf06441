import { schemaRef } from './operation.js';
import type { AnswerName } from './schemas.js';

/** A page of items, or with `as_of` of what they were. */
export const pageOrPast = (page: AnswerName, past: AnswerName, example: unknown): Readonly<Record<string, unknown>> => ({
  'application/json': {
    schema: { anyOf: [schemaRef(page), schemaRef(past)] },
    example: { items: [example], next_cursor: null },
  },
});
