import { isObject } from '@throughline/contracts';
import type { FastifyInstance } from 'fastify';
import { problemKinds } from '../../kit/http/problems/catalogue.js';
import { type Refusal, refuseActions } from './limit-actions.js';
import type { ActionItem } from '@throughline/domain';
import { grants, type Scope } from '../../kit/http/access.js';

const REFUSAL: Refusal = {
  code: 'forbidden',
  reason: "This needs the scope 'write'.",
  tryInstead: problemKinds.forbidden.tryInstead,
};

/** The actions in a session's `allowed` list that only read. */
const READS: readonly unknown[] = ['download'];

function restrictItem(item: unknown): unknown {
  if (!isObject(item) || !Array.isArray(item['allowed_actions'])) return item;
  const { can_run, can_pause, allowed } = item;
  return {
    ...item,
    ...(can_run === undefined ? {} : { can_run: false }),
    ...(can_pause === undefined ? {} : { can_pause: false }),
    ...(Array.isArray(allowed) ? { allowed: allowed.filter((one) => READS.includes(one)) } : {}),
    allowed_actions: refuseActions(item['allowed_actions'] as readonly ActionItem[], REFUSAL),
  };
}

/** Rewrites an answer for users with read access only: each action is refused, as its request would be. */
export function restrictAnswer(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { items } = answer;
  return Array.isArray(items) ? { ...answer, items: items.map(restrictItem) } : restrictItem(answer);
}

export const restrictEvents = (text: string): string =>
  text.replaceAll(/^data: (.*)$/gm, (_, data: string) => `data: ${JSON.stringify(restrictAnswer(JSON.parse(data)))}`);

export const isReadOnly = (scopes: readonly Scope[]): boolean => !grants(scopes, 'write');

/** Rewrites every answer, so that none shows an action as allowed to a user who may not take it. */
export function restrictAnswersToReaders(instance: FastifyInstance): void {
  instance.addHook('preSerialization', (request, _reply, payload, done) => {
    const scopes = request.visitor?.principal.scopes;
    done(null, scopes !== undefined && isReadOnly(scopes) ? restrictAnswer(payload) : payload);
  });
}
