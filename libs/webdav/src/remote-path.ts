/** Decoded names from the root of a server. */
export type RemotePath = readonly string[];

/** Parses a percent-encoded path. Returns `undefined` if it is not valid. */
export function parseRemotePath(encoded: string): RemotePath | undefined {
  try {
    return encoded
      .split('/')
      .filter((segment) => segment !== '')
      .map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

/** `encodeURIComponent` keeps these characters, which some servers treat as different from their encoded forms. */
const STRICT = /[!'()*]/g;

export const encodeRemotePath = (path: RemotePath): string =>
  path
    .map((name) => encodeURIComponent(name).replaceAll(STRICT, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`))
    .map((name) => `/${name}`)
    .join('');
