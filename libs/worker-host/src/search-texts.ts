import type { NatsConnection } from '@nats-io/transport-node';
import { SEARCH_FORGET_SUBJECT, searchForgetCodec, searchForgottenCodec } from '@throughline/contracts';

/** Longer than the search service waits for its database. */
const TIMEOUT_MS = 6_000;

/** Has the search service remove the texts of an erased or expired item. Rejects if it did not. */
export async function forgetSearchTexts(nc: Pick<NatsConnection, 'request'>, assetId: string): Promise<void> {
  const { data } = await nc.request(SEARCH_FORGET_SUBJECT, searchForgetCodec.encode({ v: 1, assetId }), { timeout: TIMEOUT_MS });
  searchForgottenCodec.decode(data);
}
