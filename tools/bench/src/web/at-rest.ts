import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@throughline/stack/testing';

/** Longer than the pauses in which the projector and the search index gather commits. */
const GATHERED_MS = 1_500;
const TIMEOUT_MS = 60_000;

/** Waits until the search index has read everything: its work for one turn must not slow the next one. */
export async function atRest(
  { url, token }: { readonly url: string; readonly token: string },
  timeout = TIMEOUT_MS,
): Promise<void> {
  await delay(GATHERED_MS);
  const isAtRest = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/api/v1/search?q=rest`, { headers: { authorization: `Bearer ${token}` } });
    const { index } = (await answer.json()) as { readonly index: { readonly behind_events: number | null } };
    return index.behind_events === 0;
  };
  await until(isAtRest, { what: 'a search index that has read everything', timeout });
}
