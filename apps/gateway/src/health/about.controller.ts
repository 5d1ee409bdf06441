import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { EngineNote, ToolNote } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAX_PAGE } from '../recordings/queries/page-query.dto.js';
import { LONGEST_TITLE } from '../recordings/register/file-name.js';
import { UploadLimits } from '../recordings/register/upload-limits.js';
import { SimulationSettings } from '../settings/simulation.js';
import { Visitors } from '../sign-in/visitors.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { VERSION } from '../version.js';
import { WorkerRegistry, type KnownEquipment } from '../workers/worker-registry.js';

type Unknown = 'unknown';

interface ServiceEquipment {
  readonly service: string;
  readonly tools: readonly ToolNote[] | Unknown;
  /** Those that are asked first stand first. */
  readonly engines: readonly EngineNote[] | Unknown;
  readonly looked_at: string | null;
  readonly heard_at: string | null;
}

interface About {
  readonly name: string;
  readonly version: string;
  readonly limits: { readonly upload_bytes: number; readonly page: number; readonly title: number };
  /** Simulated connectors are switched on: nothing that is shown here need be real. */
  readonly simulation: boolean;
  /** What the workers have to work with. Null to strangers, who need not know which version of what to look for. */
  readonly services: readonly ServiceEquipment[] | null;
  readonly docs: string;
}

const shown = ({ service, tools, engines, lookedAt, heardAt }: KnownEquipment): ServiceEquipment => ({
  service,
  tools: tools ?? 'unknown',
  engines: engines ?? 'unknown',
  looked_at: lookedAt ?? null,
  heard_at: heardAt ?? null,
});

@Controller('api/v1/about')
@OpenToAll()
export class AboutController {
  constructor(
    @Inject(UploadLimits) private readonly uploads: UploadLimits,
    @Inject(SimulationSettings) private readonly simulation: SimulationSettings,
    @Inject(WorkerRegistry) private readonly workers: WorkerRegistry,
    @Inject(Visitors) private readonly visitors: Visitors,
  ) {}

  @Get()
  @Header('vary', 'Authorization, Cookie')
  async about(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<About> {
    return {
      name: 'throughline',
      version: VERSION,
      limits: { upload_bytes: this.uploads.maxBytes, page: MAX_PAGE, title: LONGEST_TITLE },
      simulation: this.simulation.on,
      services: (await this.visitors.identify(request, reply)) !== undefined ? this.workers.equipment().map(shown) : null,
      docs: '/docs',
    };
  }
}
