import type { OperationOptions } from '../../http/operation.js';
import { idOf, operationId, type ItemKind } from '../item-kind.js';
import { createExplanationAnswer } from './explanation-answer.js';
import { explanationExample } from './explanation-example.js';

export const explainOperation = (kind: ItemKind): OperationOptions => ({
  id: operationId('explain', kind),
  tag: kind.tag,
  scope: 'read',
  summary: `Explain the state of a ${kind.noun}`,
  description:
    'From the log: the rule that gives the status, the rules that were checked before it with their facts, and the events behind them; ' +
    'why each step is not completed; which actions are allowed now, and why not. Leases, workers and the projection are read at this moment; what cannot be read is `unknown`.',
  parameters: [idOf(kind)],
  answers: [
    { status: 200, description: 'The explanation.', type: createExplanationAnswer(kind), example: explanationExample(kind) },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
});
