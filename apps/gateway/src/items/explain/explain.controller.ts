import { Controller, Get, Header, Inject, Param, type Type } from '@nestjs/common';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { idOf, operationId, type ItemKind } from '../item-kind.js';
import type { ExplanationItem } from './explain-item.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { createExplanationAnswer } from './explanation-answer.js';
import { explanationExample } from './explanation-example.js';

const explainOperation = (kind: ItemKind): OperationOptions => ({
  id: operationId('explain', kind),
  tag: kind.tag,
  scope: 'read',
  summary: `Explain the state of a ${kind.noun}`,
  description:
    'From the log: the rule that gives the status, the rules that were checked before it with their facts, and the events behind them; ' +
    'why each step is not completed; which actions are allowed now, and why not. Leases, workers and the projection are read at this moment; what cannot be read is `unknown`. ' +
    'If the log does not answer in time, it is made from the row, without the events.',
  parameters: [idOf(kind)],
  answers: [
    { status: 200, description: 'The explanation.', type: createExplanationAnswer(kind), example: explanationExample(kind) },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
});

export function explainController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class ExplainController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Get(':id/explain')
    @Operation(explainOperation(kind))
    // Ages and leases are valid only for this moment.
    @Header('cache-control', 'no-store')
    explain(@CurrentUser() user: Principal, @Param('id') id: string): Promise<ExplanationItem> {
      return this.services.explanations.explain(user.ownerId, id);
    }
  }
  return ExplainController;
}
