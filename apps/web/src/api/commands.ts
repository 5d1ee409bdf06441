import type { ActionName, AllowedAction, Recording } from '@throughline/api-types';
import { requestApi, type RequestOptions } from './client.js';
import type { ItemKind } from './item-kind.js';

/** Input of an action besides its target; see the operations in /docs. */
export type ActionInput = Readonly<Record<string, unknown>>;

/** Paths below the item, for actions whose path differs from their name. */
const PATHS: Partial<Record<ActionName, (target: string) => string>> = {
  skip: (step) => `/stages/${encodeURIComponent(step)}/skip`,
  settle: (output) => `/outputs/${encodeURIComponent(output)}/settle`,
  redeliver: (output) => `/outputs/${encodeURIComponent(output)}/redeliver`,
  retry: (target) => {
    const [output = '', followUp = ''] = target.split('/').map(encodeURIComponent);
    return `/outputs/${output}/follow-ups/${followUp}/retry`;
  },
  replace_address: () => '/replace-address',
  set_language: () => '',
  describe: () => '',
  delete: () => '',
};
const METHODS: Partial<Record<ActionName, 'PATCH' | 'DELETE'>> = { set_language: 'PATCH', describe: 'PATCH', delete: 'DELETE' };

export function resolveActionRequest(
  id: string,
  { action, target }: Pick<AllowedAction, 'action' | 'target'>,
  kind: ItemKind = 'recordings',
): { path: string; method: 'POST' | 'PATCH' | 'DELETE' } {
  const path = PATHS[action]?.(target ?? '') ?? `/${action}`;
  return { path: `${kind}/${encodeURIComponent(id)}${path}`, method: METHODS[action] ?? 'POST' };
}

interface ActionOptions {
  readonly input?: ActionInput;
  readonly key?: string;
  /** Revision of the item that the user sees. */
  readonly revision?: string;
}

/** Requests an action and returns the changed item. */
export function requestAction<T>(
  kind: ItemKind,
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  options: ActionOptions,
): Promise<T> {
  const { path, method } = resolveActionRequest(id, action, kind);
  const request: RequestOptions = {
    method,
    ...(options.input === undefined ? {} : { body: options.input }),
    ...(options.key === undefined ? {} : { idempotencyKey: options.key }),
    ...(method === 'PATCH' ? { headers: { 'If-Match': `"${options.revision ?? ''}"` } } : {}),
  };
  return requestApi<T>(path, request);
}

export const performOnRecording = (
  id: string,
  action: Pick<AllowedAction, 'action' | 'target'>,
  options: ActionOptions = {},
): Promise<Recording> => requestAction('recordings', id, action, options);

/** Sends the revision that the user sees, for actions that must not overwrite a newer one. */
export const performOnRevision = (
  { id, revision }: Pick<Recording, 'id' | 'revision'>,
  action: Pick<AllowedAction, 'action' | 'target'>,
  input?: ActionInput,
): Promise<Recording> => performOnRecording(id, action, { revision, ...(input === undefined ? {} : { input }) });
