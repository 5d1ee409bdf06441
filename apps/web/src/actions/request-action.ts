import type { AllowedAction, Recording } from '@throughline/api-types';
import { requestApi, type RequestOptions } from '../api/client.js';
import type { ItemKind } from '../api/item-kind.js';
import type { ActionInput } from './action-definition.js';
import { definitionOf } from './registry.js';

export function resolveActionRequest(
  id: string,
  { action, target }: Pick<AllowedAction, 'action' | 'target'>,
  kind: ItemKind = 'recordings',
): { path: string; method: 'POST' | 'PATCH' | 'DELETE' } {
  const { path, method = 'POST' } = definitionOf(action);
  return { path: `${kind}/${encodeURIComponent(id)}${path?.(target ?? '') ?? `/${action}`}`, method };
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
  const { input = definitionOf(action.action).input } = options;
  const request: RequestOptions = {
    method,
    ...(input === undefined ? {} : { body: input }),
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
