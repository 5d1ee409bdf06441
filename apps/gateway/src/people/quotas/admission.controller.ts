import { Controller, Inject } from '@nestjs/common';
import {
  QUOTA_SUBJECT,
  RetryableError,
  quotaReplyCodec,
  quotaRequestCodec,
  type QuotaReply,
  type QuotaRequest,
} from '@throughline/contracts';
import { currentWork, isPresent, quotaNeedOf, type Asset } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { describeShortage } from './quota.js';
import { Quotas } from './quotas.js';

const ADMITTED: QuotaReply = { v: 1, admitted: true };

const hasAttempt = ({ steps }: Asset, key: string, id: string): boolean =>
  steps.some(({ step, attempts }) => step === key && attempts.some(({ attemptId }) => attemptId === id));

/** The replica of the log that was read may lag behind. Without a reply the worker asks again. */
const unknownAttemptError = (): RetryableError =>
  new RetryableError('attempt-unknown', 'The log that was read does not have the attempt yet');

/** Replies to workers that ask whether an attempt may start. */
@Controller()
export class AdmissionController {
  constructor(
    @Inject(Quotas) private readonly quotas: Quotas,
    @Inject(AssetCommands) private readonly commands: Pick<AssetCommands, 'load'>,
  ) {}

  @Responder(QUOTA_SUBJECT, { request: quotaRequestCodec, reply: quotaReplyCodec, queue: 'gateway' })
  async admit({ content: { assetId, step, attemptId } }: Pick<BusMessage<QuotaRequest>, 'content'>): Promise<QuotaReply> {
    const state = (await this.commands.load(assetId))?.state;
    if (state === undefined || !isPresent(state) || !hasAttempt(state, step, attemptId)) throw unknownAttemptError();
    const work = currentWork(state, step);
    const need = quotaNeedOf(state, step);
    // An attempt that is no longer current cannot start, so it needs no room.
    if (need === undefined || work?.attemptId !== attemptId) return ADMITTED;
    const refused = await this.quotas.hold({ owner: state.owner, assetId, step, attempt: work.attempt }, [need]);
    if (refused === undefined) return ADMITTED;
    return { v: 1, quota: refused.quota, renewsAt: refused.month.end, message: describeShortage(refused, refused.month) };
  }
}
