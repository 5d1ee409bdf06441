import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { ExplainRecording, type ExplanationItem } from './explain-recording.js';

@Controller('api/v1/recordings')
@NeedsScope('read')
export class ExplainController {
  constructor(@Inject(ExplainRecording) private readonly explanations: ExplainRecording) {}

  @Get(':id/explain')
  // Ages and leases are of this moment.
  @Header('cache-control', 'no-store')
  explain(@CurrentUser() user: Principal, @Param('id') id: string): Promise<ExplanationItem> {
    return this.explanations.explain(user.ownerId, id);
  }
}
