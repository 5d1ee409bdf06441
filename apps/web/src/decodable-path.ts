/** Returns the path with each `%` as `%25` if it cannot be decoded, because the router would show nothing at all then. */
export function toDecodablePath(path: string): string {
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return path.replaceAll('%', '%25');
  }
}
