function decode(path: string): string | undefined {
  try {
    // Bundlers remove a call whose result nobody uses: they do not know that it may throw.
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Returns the path with each `%` as `%25` if it cannot be decoded. Routers would find nothing at all for it. */
export const toDecodablePath = (path: string): string => (decode(path) === undefined ? path.replaceAll('%', '%25') : path);
