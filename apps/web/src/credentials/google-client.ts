import { isObject } from '../api/problem.js';
interface GoogleClient {
  readonly id: string;
  readonly secret: string;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns undefined for any other file. */
export function parseGoogleClient(text: string): GoogleClient | undefined {
  const file = parseJson(text);
  if (!isObject(file)) return undefined;
  const client = file['web'] ?? file['installed'];
  if (!isObject(client)) return undefined;
  const { client_id: id, client_secret: secret } = client;
  return typeof id === 'string' && typeof secret === 'string' ? { id, secret } : undefined;
}
