import { COMMAND_PROBLEMS, type OperationOptions, type Parameter, type Success } from '../../kit/http/operation.js';
import { dryRun, idempotencyKey } from '../../kit/http/parameters.js';
import type { ProblemCode } from '../../kit/http/problems/catalogue.js';
import { anyOf } from '../../kit/http/schemas.js';
import { idOf, operationId, type ItemKind } from '../item-kind.js';
import { commandAnswersOf } from './command-answers.js';

const ITEM_PROBLEMS = ['not-found', ...COMMAND_PROBLEMS, 'deleted', 'expired', 'erased', 'refused'] as const;

interface OutcomeExample {
  readonly code: string;
  readonly detail: string;
  readonly try_instead?: string;
}

const exampleAfter = ({ example }: ItemKind, outcome: OutcomeExample, fields: object): object => ({
  ...example,
  ...fields,
  outcome: { try_instead: null, ...outcome },
});

/** The answer to a command after which another step starts. */
export const accepted = (kind: ItemKind, description: string, outcome: OutcomeExample, fields: object = {}): Success => ({
  status: 202,
  description,
  type: commandAnswersOf(kind).command,
  example: exampleAfter(kind, outcome, fields),
  headers: { Location: `The ${kind.noun}.`, ETag: 'Its revision.' },
});

/** The answer to a command that is complete, or had no effect. */
export const done = (kind: ItemKind, description: string, outcome: OutcomeExample, fields: object = {}): Success => ({
  status: 200,
  description: `${description} Also if this was so before; then nothing changes. With \`dry_run=true\`: the answer that the command would get.`,
  type: anyOf([commandAnswersOf(kind).command, commandAnswersOf(kind).preview], 'With `dry_run=true` a CommandPreview.'),
  example: exampleAfter(kind, outcome, fields),
  headers: { ETag: 'Its revision.' },
});

type Command = Omit<OperationOptions, 'id' | 'tag' | 'scope' | 'parameters' | 'problems'> & {
  /** The verb of the operation id, e.g. `pause`. */
  readonly verb: string;
  readonly id?: string;
  readonly parameters?: readonly Parameter[];
  readonly problems?: readonly ProblemCode[];
};

export const command = (kind: ItemKind, { verb, parameters = [], problems = [], ...options }: Command): OperationOptions => ({
  id: operationId(verb, kind),
  tag: kind.noun === 'session' ? kind.tag : 'control',
  scope: 'write',
  parameters: [idOf(kind), ...parameters, dryRun, idempotencyKey],
  problems: [...ITEM_PROBLEMS, ...problems],
  ...options,
});
