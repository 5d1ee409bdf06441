import { newId, quotaReplyCodec, quotaRequestCodec, type QuotaReply, type QuotaRequest } from '@throughline/contracts';
import { askForAdmission } from './quota-admission.js';

const attempt = { assetId: newId(), step: 'TRANSCRIBE', attemptId: newId() };

/** Answers like a gateway, or fails like a broker without one. */
const connection = (answer: (request: QuotaRequest) => QuotaReply): Parameters<typeof askForAdmission>[0] =>
  ({
    request: (_subject: string, bytes: Uint8Array) =>
      Promise.resolve().then(() => ({ data: quotaReplyCodec.encode(answer(quotaRequestCodec.decode(bytes))) })),
  }) as unknown as Parameters<typeof askForAdmission>[0];

describe('the question whether an attempt may start under the quotas of its library', () => {
  it('names the attempt, and is silent if the attempt is admitted', async () => {
    const asked: QuotaRequest[] = [];
    const nc = connection((request) => {
      asked.push(request);
      return { v: 1, admitted: true };
    });
    await askForAdmission(nc, { ...attempt, state: 'secret' } as never, () => undefined);
    expect(asked).toEqual([{ v: 1, ...attempt }]);
  });

  it('lets the step wait until the quota renews, with the words of the gateway', async () => {
    const renewsAt = '2026-12-01T00:00:00.000Z';
    const nc = connection(() => ({ v: 1, quota: 'transcription_minutes', renewsAt, message: '60 of 60 used' }));
    await expect(askForAdmission(nc, attempt, () => undefined)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'quota-transcription-minutes',
      message: '60 of 60 used',
      until: renewsAt,
    });
  });

  it('lets the step wait, and reports the problem, if no gateway can tell', async () => {
    const problems: unknown[] = [];
    const nc = connection(() => {
      throw new Error('no responders');
    });
    await expect(askForAdmission(nc, attempt, (problem) => problems.push(problem))).rejects.toMatchObject({
      kind: 'waiting',
      code: 'quota-check',
    });
    expect(problems).toHaveLength(1);
  });
});
