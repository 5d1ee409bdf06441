import { NestFactory } from '@nestjs/core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import {
  SOURCE_SUBJECTS,
  newAssetId,
  sourceListReplyCodec,
  sourceListRequestCodec,
  sourceTakeReplyCodec,
  sourceTakeRequestCodec,
  sourceTestCodec,
  sourceTestReportCodec,
  type MessageCodec,
  type SourceConfig,
  type SourceListReply,
  type SourceTakeReply,
  type SourceTestReport,
} from '@throughline/contracts';
import { createLogger, createNestLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { SourceListings } from '#src/listings/source-listings.js';
import { SourcesController } from '#src/listings/sources.controller.js';
import { StoredItems } from '#src/listings/stored-items.js';
import { locateOriginal } from '#src/sources/folder/index.js';
import type { ListedSourceType } from '#src/kit/source-lister.js';

class Requests {}

/** Answers requests about sources over NATS, as the ingest service does. Keeps its log and its answers. */
export class ObservedSources {
  readonly lines: string[] = [];
  /** The answers as they were sent. */
  readonly answers: string[] = [];
  #close: () => Promise<void> = () => Promise.resolve();

  private constructor(private readonly nc: NatsConnection) {}

  static async start(servers: string, types: Readonly<Record<string, ListedSourceType>>): Promise<ObservedSources> {
    const nc = await connect({ servers });
    const observed = new ObservedSources(nc);
    const out = { write: (line: string) => observed.lines.push(line) };
    const log = createLogger({ service: 'ingest', level: 'debug', format: 'json', out });
    const ports = {
      artifacts: new MemoryArtifactStore(),
      freeBytes: () => Promise.resolve(Infinity),
      folder: '/',
      maxBytes: 1_000,
    };
    const stored = new StoredItems(ports);
    const providers = [
      { provide: StoredItems, useValue: stored },
      { provide: SourceListings, useValue: new SourceListings(types, stored, (file) => locateOriginal({}, file)) },
    ];
    const module = { module: Requests, controllers: [SourcesController], providers };
    const strategy = new BusStrategy(nc, log);
    const app = await NestFactory.createMicroservice(module, { strategy, logger: createNestLogger(log), abortOnError: false });
    await app.listen();
    observed.#close = async () => {
      await app.close();
      await nc.close();
    };
    return observed;
  }

  close(): Promise<void> {
    return this.#close();
  }

  test(source: SourceConfig): Promise<SourceTestReport> {
    const request = sourceTestCodec.encode({ v: 1, source, extent: 'connection' });
    return this.#ask(SOURCE_SUBJECTS.test, request, sourceTestReportCodec);
  }

  list(source: SourceConfig): Promise<SourceListReply> {
    return this.#ask(SOURCE_SUBJECTS.list, sourceListRequestCodec.encode({ v: 1, source, limit: 10 }), sourceListReplyCodec);
  }

  take(source: SourceConfig, externalId: string): Promise<SourceTakeReply> {
    const request = { v: 1, source, external_id: externalId, asset_id: newAssetId() } as const;
    return this.#ask(SOURCE_SUBJECTS.take, sourceTakeRequestCodec.encode(request), sourceTakeReplyCodec);
  }

  /** A request that fails unexpectedly gets no answer, only a line of the log. */
  async #ask<Reply>(subject: string, request: Uint8Array, codec: Pick<MessageCodec<Reply>, 'decode'>): Promise<Reply> {
    const { data } = await this.nc.request(subject, request, { timeout: 10_000 });
    this.answers.push(Buffer.from(data).toString());
    return codec.decode(data);
  }
}
