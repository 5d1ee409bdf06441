import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';

const ANSWER_MS = 1_500;
/** Part of the answer of a server one of whose writes has failed. Its health can be bad for other reasons. */
const FAILED_WRITE = 'write error';

/**
 * Asks the monitoring endpoint of NATS why it does not store messages. Returns its own words, or `undefined` if it stores them or
 * does not answer: clients notice a missing server by themselves. A host with several addresses is a cluster. It stores messages
 * unless more than half of the members that answer have the problem.
 *
 * From 2.15 on at the latest, one failed write stops a stream: every later write stays without an answer until the server is
 * restarted, however much space is free (ADR-0105).
 */
export async function readBrokerProblem(monitorUrl: string, findAddresses = findAllAddresses): Promise<string | undefined> {
  const { hostname } = new URL(monitorUrl);
  const addresses = await findAddresses(hostname.replace(/^\[|\]$/g, '')).catch(() => []);
  const answers = (await Promise.all(addresses.map((address) => askServer(monitorUrl, address)))).filter(
    (answer) => answer !== undefined,
  );
  const problems = answers.flatMap(({ problem }) => problem ?? []);
  return problems.length * 2 > answers.length ? problems[0] : undefined;
}

const findAllAddresses = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

async function askServer(monitorUrl: string, address: string): Promise<{ readonly problem: string | undefined } | undefined> {
  const url = new URL('/healthz', monitorUrl);
  url.hostname = isIPv6(address) ? `[${address}]` : address;
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  if (response === undefined) return undefined;
  const text = await response.text().catch(() => '');
  return { problem: response.ok || !text.includes(FAILED_WRITE) ? undefined : errorIn(text) };
}

function errorIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : text;
  } catch {
    return text;
  }
}
