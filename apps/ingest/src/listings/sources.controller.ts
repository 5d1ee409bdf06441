import { Controller, Inject, type OnApplicationShutdown } from '@nestjs/common';
import {
  SOURCE_SUBJECTS,
  sourceListReplyCodec,
  sourceListRequestCodec,
  sourceLocateReplyCodec,
  sourceLocateRequestCodec,
  sourceRetireReplyCodec,
  sourceRetireRequestCodec,
  sourceTakeReplyCodec,
  sourceTakeRequestCodec,
  sourceTestCodec,
  sourceTestReportCodec,
  sourceTypesReplyCodec,
  sourceTypesRequestCodec,
  type SourceListReply,
  type SourceListRequest,
  type SourceLocateReply,
  type SourceLocateRequest,
  type SourceRetireReply,
  type SourceRetireRequest,
  type SourceTakeReply,
  type SourceTakeRequest,
  type SourceTest,
  type SourceTestReport,
  type SourceTypesReply,
} from '@throughline/contracts';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { SourceListings } from './source-listings.js';
import { StoredItems } from './stored-items.js';

const queue = 'ingest';

/** Replies to the gateway's requests about the sources that users set up. */
@Controller()
export class SourcesController implements OnApplicationShutdown {
  constructor(
    @Inject(SourceListings) private readonly listings: SourceListings,
    @Inject(StoredItems) private readonly stored: StoredItems,
  ) {}

  @Responder(SOURCE_SUBJECTS.types, { request: sourceTypesRequestCodec, reply: sourceTypesReplyCodec, queue })
  types(): Promise<SourceTypesReply> {
    return Promise.resolve(this.listings.listTypes());
  }

  @Responder(SOURCE_SUBJECTS.test, { request: sourceTestCodec, reply: sourceTestReportCodec, queue })
  test({ content, signal }: BusMessage<SourceTest>): Promise<SourceTestReport> {
    return this.listings.test(content, signal);
  }

  @Responder(SOURCE_SUBJECTS.list, { request: sourceListRequestCodec, reply: sourceListReplyCodec, queue })
  list({ content, signal }: BusMessage<SourceListRequest>): Promise<SourceListReply> {
    return this.listings.list(content, signal);
  }

  @Responder(SOURCE_SUBJECTS.take, { request: sourceTakeRequestCodec, reply: sourceTakeReplyCodec, queue })
  take({ content }: BusMessage<SourceTakeRequest>): Promise<SourceTakeReply> {
    return this.listings.take(content);
  }

  @Responder(SOURCE_SUBJECTS.retire, { request: sourceRetireRequestCodec, reply: sourceRetireReplyCodec, queue })
  retire({ content, signal }: BusMessage<SourceRetireRequest>): Promise<SourceRetireReply> {
    return this.listings.retire(content, signal);
  }

  @Responder(SOURCE_SUBJECTS.locate, { request: sourceLocateRequestCodec, reply: sourceLocateReplyCodec, queue })
  locate({ content, signal }: BusMessage<SourceLocateRequest>): Promise<SourceLocateReply> {
    return this.listings.locate(content, signal);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stored.close();
    this.listings.close();
  }
}
