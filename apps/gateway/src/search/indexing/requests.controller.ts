import { Controller, Inject } from '@nestjs/common';
import {
  RetryableError,
  SEARCH_FORGET_SUBJECT,
  SEARCH_REFILL_SUBJECT,
  SerialQueue,
  searchForgetCodec,
  searchForgottenCodec,
  searchRefillCodec,
  searchRefillingCodec,
  type SearchForget,
  type SearchForgotten,
  type SearchRefilling,
} from '@throughline/contracts';
import { isContentGone, isPresent } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { SEARCH_INDEX, type SearchIndex } from '../search-index.js';

/** Answers the requests of other services about the index. */
@Controller()
export class SearchRequestsController {
  /** Many items may be erased at once. They must not take all connections from the reader of the log. */
  readonly #forgets = new SerialQueue();

  constructor(
    @Inject(SEARCH_INDEX) private readonly index: Pick<SearchIndex, 'replace' | 'refill'>,
    @Inject(AssetCommands) private readonly commands: Pick<AssetCommands, 'load'>,
  ) {}

  /** Removes the texts of an erased or expired item, when the service that destroys its key asks for it. */
  @Responder(SEARCH_FORGET_SUBJECT, { request: searchForgetCodec, reply: searchForgottenCodec, queue: 'search' })
  async forget({ content: { assetId } }: Pick<BusMessage<SearchForget>, 'content'>): Promise<SearchForgotten> {
    const loaded = await this.commands.load(assetId);
    // The replica of the log that was read may lag behind. Without a reply the keeper asks again.
    if (loaded === undefined || !isPresent(loaded.state) || !isContentGone(loaded.state))
      throw new RetryableError('erasure-unknown', 'The log that was read does not have the erasure yet');
    await this.#forgets.run(() => this.index.replace(assetId, loaded.revision, undefined));
    return { v: 1, forgotten: true };
  }

  @Responder(SEARCH_REFILL_SUBJECT, { request: searchRefillCodec, reply: searchRefillingCodec, queue: 'search' })
  async refill(): Promise<SearchRefilling> {
    await this.index.refill();
    return { v: 1, refilling: true };
  }
}
