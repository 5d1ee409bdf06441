import type { Setting } from '@throughline/service-kit';
import { bearerOf } from '../tokens/token.js';

const SHORTEST = 24;

/** A token that could be guessed would be an open door. */
export const tokenSetting = (name: string): Setting<string | undefined> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: undefined };
    return raw.length >= SHORTEST && bearerOf(`Bearer ${raw}`) === raw
      ? { value: raw }
      : { problem: `must be ${String(SHORTEST)} to 200 letters, digits and . _ ~ + / = -` };
  },
});
