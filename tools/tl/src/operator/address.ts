import { about } from '@throughline/api-client/operations';
import type { Access } from '@throughline/stack';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { read } from '../client/views.js';

async function readReport(url: string, token: string) {
  const response = await fetch(`${url}${about.path}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(FIRST_ANSWER_MS),
  });
  return read.about(await response.json()).address;
}

/**
 * Returns what the gateway finds wrong with its public address, asked directly and through its proxy; null if it cannot tell.
 * The token never leaves this machine without TLS.
 */
export async function addressProblems({
  gatewayUrl,
  token,
}: Pick<Access, 'gatewayUrl' | 'token'>): Promise<readonly string[] | null> {
  const direct = await readReport(gatewayUrl, token).catch(() => null);
  if (direct === null) return null;
  if (!direct.url.startsWith('https:')) return direct.problems;
  try {
    const outside = await readReport(direct.url, token);
    return [...new Set([...direct.problems, ...(outside?.problems ?? [])])];
  } catch {
    return [...direct.problems, `${direct.url} does not answer to this machine with the API: check TL_PUBLIC_URL and the proxy.`];
  }
}
