import { Controller, Inject } from '@nestjs/common';
import {
  RetryableError,
  SEARCH_FORGET_SUBJECT,
  searchForgetCodec,
  searchForgottenCodec,
  type SearchForget,
  type SearchForgotten,
} from '@throughline/contracts';
import { isContentGone, isPresent } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { SEARCH_INDEX, type SearchIndex } from './search-index.js';

/** Removes the texts of an erased or expired item, when the service that destroys its key asks for it. */
@Controller()
export class ForgetController {
  constructor(
    @Inject(SEARCH_INDEX) private readonly index: Pick<SearchIndex, 'replace'>,
    @Inject(AssetCommands) private readonly commands: Pick<AssetCommands, 'load'>,
  ) {}

  @Responder(SEARCH_FORGET_SUBJECT, { request: searchForgetCodec, reply: searchForgottenCodec, queue: 'gateway' })
  async forget({ content: { assetId } }: Pick<BusMessage<SearchForget>, 'content'>): Promise<SearchForgotten> {
    const loaded = await this.commands.load(assetId);
    // The replica of the log that was read may lag behind. Without a reply the keeper asks again.
    if (loaded === undefined || !isPresent(loaded.state) || !isContentGone(loaded.state))
      throw new RetryableError('erasure-unknown', 'The log that was read does not have the erasure yet');
    await this.index.replace(assetId, loaded.revision, undefined);
    return { v: 1, forgotten: true };
  }
}
