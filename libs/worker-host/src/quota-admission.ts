import type { NatsConnection } from '@nats-io/transport-node';
import {
  QUOTA_SUBJECT,
  WaitingError,
  quotaReplyCodec,
  quotaRequestCodec,
  quotaWaitCode,
  type QuotaReply,
  type QuotaRequest,
} from '@throughline/contracts';

/** Longer than a gateway waits for its database. */
const TIMEOUT_MS = 6_000;

async function request(nc: Pick<NatsConnection, 'request'>, attempt: Omit<QuotaRequest, 'v'>): Promise<QuotaReply> {
  const { assetId, step, attemptId } = attempt;
  const bytes = quotaRequestCodec.encode({ v: 1, assetId, step, attemptId });
  const { data } = await nc.request(QUOTA_SUBJECT, bytes, { timeout: TIMEOUT_MS });
  return quotaReplyCodec.decode(data);
}

/**
 * Asks a gateway whether the attempt may start under the quotas of its library. Throws `waiting` if it may not, or if no gateway
 * can tell: work that nobody has counted must not start.
 */
export async function askForAdmission(
  nc: Pick<NatsConnection, 'request'>,
  attempt: Omit<QuotaRequest, 'v'>,
  onProblem: (error: unknown) => void,
): Promise<void> {
  let reply: QuotaReply;
  try {
    reply = await request(nc, attempt);
  } catch (error) {
    onProblem(error);
    throw new WaitingError('quota-check', 'No gateway could check the quota of the library. The check is repeated.', {
      cause: error,
    });
  }
  if ('admitted' in reply) return;
  throw new WaitingError(quotaWaitCode(reply.quota), reply.message, { until: reply.renewsAt });
}
