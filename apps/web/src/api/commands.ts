import type { AllowedAction, Recording } from './answers.js';
import { ask, type Asking } from './client.js';

/** What an action takes beside its target; see the operations in /docs. */
export type ActionInput = Readonly<Record<string, unknown>>;

const at = (id: string, rest: string): string => `recordings/${encodeURIComponent(id)}${rest}`;
const target = (action: Pick<AllowedAction, 'target'>): string => encodeURIComponent(action.target ?? '');

/** Where an action is asked for. */
export function requestOf(
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
): { path: string; method: 'POST' | 'DELETE' } {
  switch (action.action) {
    case 'skip':
      return { path: at(id, `/stages/${target(action)}/skip`), method: 'POST' };
    case 'settle':
      return { path: at(id, `/outputs/${target(action)}/settle`), method: 'POST' };
    case 'redeliver':
      return { path: at(id, `/outputs/${target(action)}/redeliver`), method: 'POST' };
    case 'delete':
      return { path: at(id, ''), method: 'DELETE' };
    default:
      return { path: at(id, `/${action.action}`), method: 'POST' };
  }
}

/** Asks for an action; the answer is the recording after it. */
export function perform(
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  options: { readonly input?: ActionInput; readonly key?: string } = {},
): Promise<Recording> {
  const { path, method } = requestOf(id, action);
  const asking: Asking = {
    method,
    ...(options.input === undefined ? {} : { body: options.input }),
    ...(options.key === undefined ? {} : { idempotencyKey: options.key }),
  };
  return ask<Recording>(path, asking);
}
