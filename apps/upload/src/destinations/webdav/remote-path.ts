/** Names on the way from the root of a server, as people read them. */
export type RemotePath = readonly string[];

/** Of a path that is percent-encoded; `undefined` for what is no such path. */
export function remotePath(encoded: string): RemotePath | undefined {
  try {
    return encoded
      .split('/')
      .filter((segment) => segment !== '')
      .map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

/** `encodeURIComponent` leaves these as they are, which some servers take for others than their encoded forms. */
const STRICT = /[!'()*]/g;

export const encodedPath = (path: RemotePath): string =>
  path
    .map((name) => encodeURIComponent(name).replaceAll(STRICT, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`))
    .map((name) => `/${name}`)
    .join('');
