import type { Item } from '@throughline/api-types';
import type { ActionInput } from '../../actions/action-definition.js';
import { isProblem } from '../../api/problem.js';
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

const MOST_ATTEMPTS = 5;

/** Saves at the revision that the edit began with, or at a newer one with the same texts: steps of a run make new revisions too. */
export async function saveDetails<T extends Item>({ patch, before, revision }: Change, { send, read }: Requests<T>): Promise<T> {
  let current = revision;
  for (let attempt = 1; ; attempt += 1)
    try {
      return await send(current, patch);
    } catch (error) {
      if (!isProblem(error) || error.status !== 412 || attempt === MOST_ATTEMPTS) throw error;
      const newest = await read();
      if (!hasTexts(newest, before)) throw new TextsChanged(newest, error);
      current = newest.revision;
    }
}
