import { isProblem, type ApiProblem } from './problem.js';

interface Requests<T> {
  readonly send: (revision: string) => Promise<T>;
  readonly read: () => Promise<T>;
  /** Returns the error of a save that would overwrite what another person has changed, else `undefined`. */
  readonly findConflict: (newest: T, refusal: ApiProblem) => Error | undefined;
}

const MAX_ATTEMPTS = 5;

/** Saves at the revision that a form began with, or at a newer one without a conflict: steps of a run make new revisions too. */
export async function saveAtRevision<T extends { readonly revision: string }>(
  revision: string,
  { send, read, findConflict }: Requests<T>,
): Promise<T> {
  let current = revision;
  for (let attempt = 1; ; attempt += 1)
    try {
      return await send(current);
    } catch (error) {
      if (!isProblem(error) || error.status !== 412 || attempt === MAX_ATTEMPTS) throw error;
      const newest = await read();
      const conflict = findConflict(newest, error);
      if (conflict !== undefined) throw conflict;
      current = newest.revision;
    }
}
