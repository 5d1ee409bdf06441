import { Controller, Get, Inject } from '@nestjs/common';
import { NeedsScope } from '../tokens/auth.guard.js';
import { WorkerRegistry } from './worker-registry.js';

export interface WorkerItem {
  readonly worker: string;
  readonly service: string;
  readonly lanes: readonly { readonly lane: string; readonly concurrency: number; readonly busy: number }[];
  readonly every_ms: number;
  readonly heard_at: string;
}
export interface ServiceItem {
  readonly service: string;
  /** So many are there. */
  readonly workers: number;
  /** When one was last heard of; null where none was, since `listening_since`. */
  readonly heard_at: string | null;
}
export interface WorkerList {
  readonly items: readonly WorkerItem[];
  /** Every service that there should be workers of. */
  readonly services: readonly ServiceItem[];
  /** Since when this gateway listens; null while it cannot. */
  readonly listening_since: string | null;
  /** False: it has not listened for long enough, and there may be more. */
  readonly complete: boolean;
}

@Controller('api/v1/workers')
@NeedsScope('admin')
export class WorkersController {
  constructor(@Inject(WorkerRegistry) private readonly registry: WorkerRegistry) {}

  @Get()
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
