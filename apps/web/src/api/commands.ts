import type { AllowedAction, Recording } from './answers.js';
import { ask, type Asking } from './client.js';
import type { ItemKind } from './item-kind.js';

/** What an action takes beside its target; see the operations in /docs. */
export type ActionInput = Readonly<Record<string, unknown>>;

const target = (action: Pick<AllowedAction, 'target'>): string => encodeURIComponent(action.target ?? '');

/** Where an action is asked for. */
export function requestOf(
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  kind: ItemKind = 'recordings',
): { path: string; method: 'POST' | 'DELETE' } {
  const at = (rest: string): string => `${kind}/${encodeURIComponent(id)}${rest}`;
  switch (action.action) {
    case 'skip':
      return { path: at(`/stages/${target(action)}/skip`), method: 'POST' };
    case 'settle':
      return { path: at(`/outputs/${target(action)}/settle`), method: 'POST' };
    case 'redeliver':
      return { path: at(`/outputs/${target(action)}/redeliver`), method: 'POST' };
    case 'retry': {
      const [output = '', followUp = ''] = (action.target ?? '').split('/').map(encodeURIComponent);
      return { path: at(`/outputs/${output}/follow-ups/${followUp}/retry`), method: 'POST' };
    }
    case 'delete':
      return { path: at(''), method: 'DELETE' };
    default:
      return { path: at(`/${action.action}`), method: 'POST' };
  }
}

type Options = { readonly input?: ActionInput; readonly key?: string };

/** Asks for an action; the answer is the item after it. */
export function actionRequest<T>(
  kind: ItemKind,
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  options: Options,
): Promise<T> {
  const { path, method } = requestOf(id, action, kind);
  const asking: Asking = {
    method,
    ...(options.input === undefined ? {} : { body: options.input }),
    ...(options.key === undefined ? {} : { idempotencyKey: options.key }),
  };
  return ask<T>(path, asking);
}

/** The same of a recording. */
export const perform = (
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  options: Options = {},
): Promise<Recording> => actionRequest('recordings', id, action, options);
