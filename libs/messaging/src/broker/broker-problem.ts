const ANSWER_MS = 1_500;
/** Part of the answer of a server one of whose writes has failed. Its health can be bad for other reasons. */
const FAILED_WRITE = 'write error';

/**
 * Asks the monitoring endpoint of a NATS server why it does not store messages. Returns its own words, or `undefined` if it stores
 * them or does not answer: clients notice a missing server by themselves.
 *
 * From 2.15 on at the latest, one failed write stops a stream: every later write stays without an answer until the server is
 * restarted, however much space is free (ADR-0105).
 */
export async function readBrokerProblem(monitorUrl: string): Promise<string | undefined> {
  const response = await fetch(`${monitorUrl}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  if (response === undefined) return undefined;
  const text = await response.text().catch(() => '');
  return response.ok || !text.includes(FAILED_WRITE) ? undefined : errorIn(text);
}

function errorIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : text;
  } catch {
    return text;
  }
}
