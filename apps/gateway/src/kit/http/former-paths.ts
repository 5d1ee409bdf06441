/** The paths of former releases, each with the path that has taken its place. */
const FORMER_PATHS: Readonly<Record<string, string>> = { '/api/v1/presets': '/api/v1/own-outputs' };

/** Returns the address that serves a request. All parts of the server see it in place of the former one, and only it is documented. */
export function toCurrentUrl(url: string): string {
  const found = Object.entries(FORMER_PATHS).find(
    ([former]) => url.startsWith(former) && /^(?:[/?]|$)/.test(url.slice(former.length)),
  );
  return found === undefined ? url : `${found[1]}${url.slice(found[0].length)}`;
}
