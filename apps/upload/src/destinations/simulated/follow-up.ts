import { PermanentError, kindOf, type Json } from '@throughline/contracts';
import { playScript, type Request } from '@throughline/simulation';
import type { FollowUp } from '../../kit/destination.js';
import { readKey } from '../../delivery/delivery-record.js';
import { toRefusalAnswer, type Remote, type Reply } from './remote.js';

type Facts = Readonly<Record<string, Json>>;
type FollowUpResult = { readonly facts: Facts } | { readonly error: Error };

const refused = (error: Error): Reply<FollowUpResult> => ({ value: { error }, answer: toRefusalAnswer(error) });

/** Plays the script and writes to the ledger. The object does not change. */
export async function runSimulatedFollowUp(remote: Remote, followUp: FollowUp): Promise<Facts> {
  const { name, externalId, delivered } = followUp;
  const keyed = { ...followUp, key: readKey(delivered) ?? '' };
  const request: Omit<Request, 'assetId' | 'attempt' | 'attemptId' | 'key'> = { kind: 'follow-up', followUp: name };
  const done = await remote.ask(keyed, request, () => carryOut(remote, followUp, externalId));
  if ('error' in done) throw done.error;
  return done.facts;
}

async function carryOut(remote: Remote, followUp: FollowUp, externalId: string): Promise<Reply<FollowUpResult>> {
  const { assetId, attempt, signal, onProgress, name } = followUp;
  if ((await remote.delivered(assetId, externalId, true)) === undefined)
    return refused(new PermanentError('object-missing', `The output has no object ${externalId}`));
  const { script, crash } = remote.parts;
  try {
    await playScript(script, { attempt, signal, progress: onProgress, ...(crash === undefined ? {} : { crash }) });
  } catch (error) {
    if (signal.aborted || !(error instanceof Error) || kindOf(error) === undefined) throw error;
    return refused(error);
  }
  const reply: Reply<FollowUpResult> = { value: { facts: { follow_up: name } }, answer: { answer: 'ok', object: externalId } };
  return remote.finalAnswer(attempt, reply, signal);
}
