import type { AllowedAction, Recording } from '@throughline/api-client';
import { itemCommand, type ItemCommand } from '@throughline/api-client/items';
import { callApi } from '../api/client.js';
import type { ItemKind } from '@throughline/api-client/items';
import type { ActionInput } from './action-definition.js';
import { definitionOf } from './registry.js';

type Action = Pick<AllowedAction, 'action' | 'target'>;

/** Returns the operation of an action, with the values of its path. */
export function resolveActionRequest(
  id: string,
  { action, target }: Action,
  kind: ItemKind = 'recordings',
): { readonly command: ItemCommand; readonly path: Readonly<Record<string, string>> } {
  const { operation = action, path } = definitionOf(action);
  return { command: itemCommand(kind, operation), path: { id, ...path?.(target ?? '') } };
}

interface ActionOptions {
  readonly input?: ActionInput | undefined;
  /** Revision of the item that the user sees. */
  readonly revision?: string;
}

/** Requests an action and returns the changed item. A PATCH sends the revision that the user sees. */
export function requestAction<T>(
  kind: ItemKind,
  id: string,
  action: Action,
  { input = definitionOf(action.action).input, revision = '' }: ActionOptions,
): Promise<T> {
  const { command, path } = resolveActionRequest(id, action, kind);
  const headers = command.method === 'PATCH' ? { 'If-Match': `"${revision}"` } : {};
  return callApi(command, { path, body: input, headers }) as Promise<T>;
}

export const performOnRecording = (id: string, action: Action, options: ActionOptions = {}): Promise<Recording> =>
  requestAction('recordings', id, action, options);

/** Sends the revision that the user sees, for actions that must not overwrite a newer one. */
export const performOnRevision = (
  { id, revision }: Pick<Recording, 'id' | 'revision'>,
  action: Action,
  input?: ActionInput,
): Promise<Recording> => performOnRecording(id, action, { revision, input });
