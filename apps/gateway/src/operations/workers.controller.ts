import { Controller, Get, Inject } from '@nestjs/common';
import { WORKER_SERVICES, type WorkerService } from '@throughline/contracts';
import { Field } from '../kit/http/fields.js';
import { Operation } from '../kit/http/operation.js';
import { count, flag, integer, list, orNull, text, time, words } from '../kit/http/schemas.js';
import { WorkerRegistry } from '../workers/index.js';

class WorkerLane {
  @Field(text('The name of the lane.')) lane!: string;
  @Field(integer('The most steps that the worker runs at once.', { minimum: 1 })) concurrency!: number;
  @Field(count('The steps that the worker runs now.')) busy!: number;
}

class PresentWorkerAnswer {
  @Field(text('The name of the worker: service, host and a number.')) worker!: string;
  @Field(words(WORKER_SERVICES, 'The service of the worker.')) service!: WorkerService;
  @Field(list(WorkerLane, 'The lanes that the worker serves.')) lanes!: readonly WorkerLane[];
  @Field(integer('The interval of its messages, in milliseconds.', { minimum: 1 })) every_ms!: number;
  @Field(time('When its last message arrived.')) heard_at!: string;
}

class ServicePresenceAnswer {
  @Field(words(WORKER_SERVICES, 'The name of the service.')) service!: WorkerService;
  @Field(count('The present workers of the service.')) workers!: number;
  @Field(orNull(time('When the last message of its workers arrived; null if none did since `listening_since`.')))
  heard_at!: string | null;
}

class WorkerList {
  @Field(list(PresentWorkerAnswer, 'The present workers.')) items!: readonly PresentWorkerAnswer[];
  @Field(list(ServicePresenceAnswer, 'Every service that needs workers.')) services!: readonly ServicePresenceAnswer[];
  @Field(orNull(time('Since when this server listens without interruption; null while disconnected.')))
  listening_since!: string | null;
  @Field(flag('False: this server has not listened long enough, and there may be more workers.')) complete!: boolean;
}

const exampleTime = '2026-02-05T10:00:00.000Z';
const example: WorkerList = {
  items: [
    {
      worker: 'processing-host-1a2b3c4d',
      service: 'processing',
      lanes: [{ lane: 'speech', concurrency: 1, busy: 1 }],
      every_ms: 5_000,
      heard_at: exampleTime,
    },
  ],
  services: [
    { service: 'ingest', workers: 0, heard_at: null },
    { service: 'processing', workers: 1, heard_at: exampleTime },
    { service: 'upload', workers: 0, heard_at: null },
  ],
  listening_since: exampleTime,
  complete: true,
};

@Controller('api/v1/workers')
export class WorkersController {
  constructor(@Inject(WorkerRegistry) private readonly registry: WorkerRegistry) {}

  @Get()
  @Operation({
    id: 'listWorkers',
    tag: 'service',
    scope: 'admin',
    summary: 'List the present workers',
    description: 'The workers whose messages reach this server, with their lanes and their load.',
    answers: [{ status: 200, description: 'The workers.', type: WorkerList, example }],
    problems: [],
  })
  list(): WorkerList {
    return {
      items: this.registry.workers().map(({ worker, service, lanes, everyMs, heardAt }) => ({
        worker,
        service,
        lanes,
        every_ms: everyMs,
        heard_at: heardAt,
      })),
      services: this.registry
        .services()
        .map(({ service, workers, heardAt }) => ({ service, workers, heard_at: heardAt ?? null })),
      listening_since: this.registry.listeningSince ?? null,
      complete: this.registry.isSure,
    };
  }
}
