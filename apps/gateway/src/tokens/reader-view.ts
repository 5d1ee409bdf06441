import type { FastifyInstance } from 'fastify';
import { problemKinds } from '../problems/catalogue.js';
import type { Refusal } from '../recordings/held.js';
import { refused } from '../recordings/held-actions.js';
import type { ActionItem } from '@throughline/domain';
import { grants, type Scope } from './scope.js';

const REFUSAL: Refusal = {
  code: 'forbidden',
  reason: "This needs the scope 'write'.",
  tryInstead: problemKinds.forbidden.tryInstead,
};

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What sessions name beside their actions. */
const READS: readonly unknown[] = ['download'];

function itemForReader(item: unknown): unknown {
  if (!isObject(item) || !Array.isArray(item['allowed_actions'])) return item;
  const { can_run, can_pause, allowed } = item;
  return {
    ...item,
    ...(can_run === undefined ? {} : { can_run: false }),
    ...(can_pause === undefined ? {} : { can_pause: false }),
    ...(Array.isArray(allowed) ? { allowed: allowed.filter((one) => READS.includes(one)) } : {}),
    allowed_actions: refused(item['allowed_actions'] as readonly ActionItem[], REFUSAL),
  };
}

/** An answer with items as they are for somebody who may only read: each action is refused, as its request would be. */
export function forReader(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { items } = answer;
  return Array.isArray(items) ? { ...answer, items: items.map(itemForReader) } : itemForReader(answer);
}

/** Events of a stream, for the same reader. */
export const eventsForReader = (text: string): string =>
  text.replaceAll(/^data: (.*)$/gm, (_, data: string) => `data: ${JSON.stringify(forReader(JSON.parse(data)))}`);

export const mayOnlyRead = (scopes: readonly Scope[]): boolean => !grants(scopes, 'write');

/** Every answer passes here, so that none can show an action to somebody who may not take it. */
export function showToReaders(instance: FastifyInstance): void {
  instance.addHook('preSerialization', (request, _reply, payload, done) => {
    const scopes = request.visitor?.principal.scopes;
    done(null, scopes !== undefined && mayOnlyRead(scopes) ? forReader(payload) : payload);
  });
}
