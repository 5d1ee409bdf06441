import { PermanentError, kindOf, type Json } from '@throughline/contracts';
import { playScript, type Request } from '@throughline/simulation';
import type { FollowUp } from '../destination.js';
import { keyOf } from '../../delivery/recorded.js';
import { refusalOf, type Remote, type Reply } from './remote.js';

type Facts = Readonly<Record<string, Json>>;
type Done = { readonly facts: Facts } | { readonly error: Error };

const refused = (error: Error): Reply<Done> => ({ value: { error }, answer: refusalOf(error) });

/** Does what its script says and keeps it in the ledger: the object stays as it is. */
export async function simulatedFollowUp(remote: Remote, followUp: FollowUp): Promise<Facts> {
  const { name, externalId, delivered } = followUp;
  const asked = { ...followUp, key: keyOf(delivered) ?? '' };
  const request: Omit<Request, 'assetId' | 'attempt' | 'attemptId' | 'key'> = { kind: 'follow-up', followUp: name };
  const done = await remote.ask(asked, request, () => carryOut(remote, followUp, externalId));
  if ('error' in done) throw done.error;
  return done.facts;
}

async function carryOut(remote: Remote, followUp: FollowUp, externalId: string): Promise<Reply<Done>> {
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
  const reply: Reply<Done> = { value: { facts: { follow_up: name } }, answer: { answer: 'ok', object: externalId } };
  return remote.finalAnswer(attempt, reply, signal);
}
