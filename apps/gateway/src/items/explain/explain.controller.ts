import { Controller, Get, Header, Inject, Param, type Type } from '@nestjs/common';
import { Operation } from '../../http/operation.js';
import { CurrentUser } from '../../people/tokens/auth.guard.js';
import type { Principal } from '../../people/tokens/token.js';
import type { ExplanationItem } from './explain-item.js';
import type { ItemEndpoints } from '../item-endpoints.js';
import type { ItemServices } from '../item-services.js';
import { explainOperation } from './explain.operation.js';

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
