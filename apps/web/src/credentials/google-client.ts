interface GoogleClient {
  readonly id: string;
  readonly secret: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The OAuth client of a file as Google's console gives it for download; undefined where the file is something else. */
export function googleClientOf(text: string): GoogleClient | undefined {
  const file = parsed(text);
  if (!isObject(file)) return undefined;
  const client = file['web'] ?? file['installed'];
  if (!isObject(client)) return undefined;
  const { client_id: id, client_secret: secret } = client;
  return typeof id === 'string' && typeof secret === 'string' ? { id, secret } : undefined;
}
