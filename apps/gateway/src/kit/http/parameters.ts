import type { Parameter } from './operation.js';
import { notFound } from './problems/problem.js';

/** Returns the id of a control row in a path. Throws `not-found` for a text that can be no id. */
export function parseRowId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound();
  return Number(text);
}

/* Parameters that several endpoints take. */

export const itemId = (noun: string): Parameter => ({
  name: 'id',
  in: 'path',
  description: `The id of a ${noun}.`,
  schema: { type: 'string' },
});

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes it safe to send the request again: the same key and body give the first answer, with `Idempotency-Replayed: true`. Kept for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
};

export const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of an earlier answer. If nothing has changed, the answer is 304.',
  schema: { type: 'string' },
};

/** `If-Match` of control data, which is compared as a whole. */
export const ifMatchOf = (noun: string): Parameter => ({
  name: 'If-Match',
  in: 'header',
  description: `Required: the \`ETag\` of the ${noun} that was read. \`*\` skips the comparison.`,
  schema: { type: 'string' },
  example: '*',
});

export const ifRevision: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'Required: the `ETag` that was read, or `"<revision>"`. Only its revision is compared. `*` skips the comparison.',
  schema: { type: 'string' },
  example: '*',
};

/** A parameter of a request that changes something: `true` or `false`. */
export const flagParameter = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
});

export const dryRun = flagParameter('dry_run', 'Shows what the request would do, without doing it. Uses up no Idempotency-Key.');

export const templateId: Parameter = {
  name: 'template_id',
  in: 'path',
  description: 'The id of a template.',
  schema: { type: 'string' },
  example: '15',
};

export const stageType: Parameter = {
  name: 'type',
  in: 'path',
  description: 'The `stage_type` of a stage.',
  schema: { type: 'string' },
};

export const outputName: Parameter = {
  name: 'name',
  in: 'path',
  description: 'The `id` of an output.',
  schema: { type: 'string' },
  example: 'library',
};
