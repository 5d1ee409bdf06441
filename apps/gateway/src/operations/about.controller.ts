import { LONGEST_TITLE } from '@throughline/domain';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import {
  EngineNoteSchema,
  ModelNoteSchema,
  ToolNoteSchema,
  type EngineNote,
  type ModelNote,
  type ToolNote,
} from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VERSION } from '@throughline/service-kit';
import { Field } from '../kit/http/fields.js';
import { Operation } from '../kit/http/operation.js';
import { anyOf, count, flag, jsonOf, list, literal, orNull, ref, text, time, type Schema } from '../kit/http/schemas.js';
import { MAX_PAGE, UploadLimits } from '../items/index.js';
import { SimulationSettings } from '../workers/simulation/index.js';
import { findAddressProblems, PublicAddress, Visitors } from '../people/index.js';
import { WorkerRegistry, type WorkerEquipment } from '../workers/index.js';

/** `unknown` until a worker has reported. */
const orUnknown = (schema: Schema, description: string): Schema => anyOf([schema, literal('unknown')], description);

class ServiceEquipment {
  @Field(text('The name of the service.')) service!: string;
  @Field(orUnknown(list(jsonOf(ToolNoteSchema)), 'The tools of its workers.')) tools!: readonly ToolNote[] | 'unknown';
  @Field(orUnknown(list(jsonOf(EngineNoteSchema)), 'The engines of its workers, in order of preference.'))
  engines!: readonly EngineNote[] | 'unknown';
  @Field(list(jsonOf(ModelNoteSchema), 'The speech models that its machines download, with their progress.'))
  models!: readonly ModelNote[];
  @Field(orNull(time('When its workers checked their equipment: at their start.'))) looked_at!: string | null;
  @Field(orNull(time('When one of its workers last reported.'))) heard_at!: string | null;
}

class ServerLimits {
  @Field(count('The largest upload in bytes.')) upload_bytes!: number;
  @Field(count('The most items per page.')) page!: number;
  @Field(count('The most characters in a title.')) title!: number;
}

class AddressReport {
  @Field(text('The address of this server in links, with its base path.')) url!: string;
  @Field(flag('True if cookies of sign-ins are sent only over https.')) secure!: boolean;
  @Field(
    list(
      text('A problem, and the setting that mends it.'),
      'Problems with the address or the proxy of this request, for the operator.',
    ),
  )
  problems!: readonly string[];
}

class About {
  @Field(text('The name of the product.')) name!: string;
  @Field(text('The version of this server.')) version!: string;
  @Field(ref(ServerLimits, 'The limits of this server.')) limits!: ServerLimits;
  @Field(flag('True if simulated connectors are on: items and deliveries may be simulated.')) simulation!: boolean;
  // Null for strangers: versions of tools help attackers.
  @Field(orNull(list(ServiceEquipment), 'The equipment that workers have reported; null without a token.'))
  services!: readonly ServiceEquipment[] | null;
  @Field(orNull(AddressReport, 'The address of this server, as this request sees it; null without a token.'))
  address!: AddressReport | null;
  @Field(text('The path of the documentation on this server.')) docs!: string;
}

const exampleTime = '2026-02-05T10:00:00.000Z';
const example: About = {
  name: 'throughline',
  version: VERSION,
  limits: { upload_bytes: 21_474_836_480, page: 200, title: 300 },
  simulation: false,
  services: [
    {
      service: 'ingest',
      tools: [{ name: 'ffprobe', version: '7.1.1' }],
      engines: [],
      models: [],
      looked_at: exampleTime,
      heard_at: exampleTime,
    },
    {
      service: 'processing',
      tools: [{ name: 'ffmpeg', version: '7.1.1' }],
      engines: [
        {
          name: 'pocketsphinx',
          kind: 'speech',
          languages: ['en'],
          needs_language: true,
          grades: { good: [], draft: [], poor: ['en'] },
          speed: 4.2,
        },
        { name: 'whisper-cpp', kind: 'speech', available: false, note: 'No model is named.' },
      ],
      models: [{ name: 'base', phase: 'fetching', fetched_bytes: 92_000_000, total_bytes: 147_951_465 }],
      looked_at: exampleTime,
      heard_at: exampleTime,
    },
    { service: 'upload', tools: 'unknown', engines: 'unknown', models: [], looked_at: null, heard_at: null },
  ],
  address: { url: 'https://recordings.example', secure: true, problems: [] },
  docs: '/docs',
};

const renderEquipment = ({ service, tools, engines, models, lookedAt, heardAt }: WorkerEquipment): ServiceEquipment => ({
  service,
  tools: tools ?? 'unknown',
  engines: engines ?? 'unknown',
  models,
  looked_at: lookedAt ?? null,
  heard_at: heardAt ?? null,
});

@Controller('api/v1/about')
export class AboutController {
  constructor(
    @Inject(UploadLimits) private readonly uploads: UploadLimits,
    @Inject(SimulationSettings) private readonly simulation: SimulationSettings,
    @Inject(WorkerRegistry) private readonly workers: WorkerRegistry,
    @Inject(Visitors) private readonly visitors: Visitors,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Get()
  @Header('vary', 'Authorization, Cookie')
  @Operation({
    id: 'about',
    tag: 'service',
    scope: 'open',
    summary: 'Read the version, the limits and the equipment of the workers',
    answers: [{ status: 200, description: 'This server.', type: About, example }],
    problems: [],
  })
  async about(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<About> {
    const isKnown = (await this.visitors.identify(request, reply)) !== undefined;
    return {
      name: 'throughline',
      version: VERSION,
      limits: { upload_bytes: this.uploads.maxBytes, page: MAX_PAGE, title: LONGEST_TITLE },
      simulation: this.simulation.on,
      services: isKnown ? this.workers.equipment().map(renderEquipment) : null,
      address: isKnown ? this.#reportAddress(request) : null,
      docs: `${this.address.basePath}/docs`,
    };
  }

  #reportAddress(request: FastifyRequest): AddressReport {
    const { address } = this;
    return { url: address.of(request), secure: address.isSecure(request), problems: findAddressProblems(request, address) };
  }
}
