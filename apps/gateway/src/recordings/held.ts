import { problemKinds } from '../problems/catalogue.js';

/** Why nobody may decide on an item: its history cannot be read at all, or only by a newer release. */
const HELD = ['quarantined', 'needs-upgrade'] as const;
export type Held = (typeof HELD)[number];

export const isHeld = (code: string): code is Held => (HELD as readonly string[]).includes(code);

/** Why none of its actions is possible, in the words of a refusal. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly tryInstead: string;
}

/** The last good state is shown, and each action on it is refused as its request would be. */
export function refusalOf(held: Held): Refusal {
  const { title, tryInstead } = problemKinds[held];
  return { code: held, reason: `${title}.`, tryInstead };
}
