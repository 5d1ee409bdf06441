import type { System } from '@throughline/stack/testing';

/** Calls the API of a system: POST with a body, GET without. Throws refusals. */
export async function askSystem<T>({ url, token }: Pick<System, 'url' | 'token'>, path: string, body?: object): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}
