import type { Item } from '@throughline/api-client';
import type { ActionInput } from '../../actions/action-definition.js';
import { saveAtRevision } from '../../api/save-at-revision.js';
import { hasTexts, type Edit } from './draft.js';

/** Another person has changed the texts since the edit began. */
export class TextsChanged extends Error {
  constructor(
    readonly newest: Item,
    cause: unknown,
  ) {
    super('The texts have changed since the edit began', { cause });
  }
}

export interface Change extends Pick<Edit, 'before' | 'revision'> {
  readonly patch: ActionInput;
}

interface Requests<T extends Item> {
  readonly send: (revision: string, patch: ActionInput) => Promise<T>;
  readonly read: () => Promise<T>;
}

/** Saves at the revision that the edit began with, or at a newer one with the same texts. */
export const saveDetails = <T extends Item>({ patch, before, revision }: Change, { send, read }: Requests<T>): Promise<T> =>
  saveAtRevision<T>(revision, {
    send: (current) => send(current, patch),
    read,
    findConflict: (newest, refusal) => (hasTexts(newest, before) ? undefined : new TextsChanged(newest, refusal)),
  });
