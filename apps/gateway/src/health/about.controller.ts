import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { EngineNote, ToolNote } from '@throughline/contracts';
import type { FastifyRequest } from 'fastify';
import { MAX_PAGE } from '../recordings/queries/list-query.dto.js';
import { LONGEST_TITLE } from '../recordings/register/file-name.js';
import { UploadLimits } from '../recordings/register/upload-limits.js';
import { SimulationSettings } from '../settings/simulation.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { Authenticator } from '../tokens/authenticator.js';
import { bearerOf } from '../tokens/token.js';
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
  /** What the workers have to work with. Null without a token: strangers need not know which version of what to look for. */
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
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Header('vary', 'Authorization')
  async about(@Req() request: FastifyRequest): Promise<About> {
    return {
      name: 'throughline',
      version: VERSION,
      limits: { upload_bytes: this.uploads.maxBytes, page: MAX_PAGE, title: LONGEST_TITLE },
      simulation: this.simulation.on,
      services: (await this.isKnown(request)) ? this.workers.equipment().map(shown) : null,
      docs: '/docs',
    };
  }

  private async isKnown(request: FastifyRequest): Promise<boolean> {
    const token = bearerOf(request.headers.authorization);
    return token !== undefined && (await this.authenticator.authenticate(token)) !== undefined;
  }
}
