import { Controller, Get, Inject } from '@nestjs/common';
import { MAX_PAGE } from '../recordings/queries/list-query.dto.js';
import { LONGEST_TITLE } from '../recordings/register/file-name.js';
import { UploadLimits } from '../recordings/register/upload-limits.js';
import { SimulationSettings } from '../settings/simulation.js';
import { OpenToAll } from '../tokens/auth.guard.js';
import { VERSION } from '../version.js';

interface About {
  readonly name: string;
  readonly version: string;
  readonly limits: { readonly upload_bytes: number; readonly page: number; readonly title: number };
  /** Simulated connectors are switched on: nothing that is shown here need be real. */
  readonly simulation: boolean;
  readonly docs: string;
}

@Controller('api/v1/about')
@OpenToAll()
export class AboutController {
  constructor(
    @Inject(UploadLimits) private readonly uploads: UploadLimits,
    @Inject(SimulationSettings) private readonly simulation: SimulationSettings,
  ) {}

  @Get()
  about(): About {
    return {
      name: 'throughline',
      version: VERSION,
      limits: { upload_bytes: this.uploads.maxBytes, page: MAX_PAGE, title: LONGEST_TITLE },
      simulation: this.simulation.on,
      docs: '/docs',
    };
  }
}
