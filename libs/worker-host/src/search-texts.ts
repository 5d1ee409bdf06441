import type { NatsConnection } from '@nats-io/transport-node';
import { SEARCH_FORGET_SUBJECT, searchForgetCodec, searchForgottenCodec } from '@throughline/contracts';

/** Longer than a gateway waits for its database. */
const TIMEOUT_MS = 6_000;

/** Has a gateway remove the texts of an erased or expired item from the search. Rejects if no gateway did. */
export async function forgetSearchTexts(nc: Pick<NatsConnection, 'request'>, assetId: string): Promise<void> {
  const { data } = await nc.request(SEARCH_FORGET_SUBJECT, searchForgetCodec.encode({ v: 1, assetId }), { timeout: TIMEOUT_MS });
  searchForgottenCodec.decode(data);
}
