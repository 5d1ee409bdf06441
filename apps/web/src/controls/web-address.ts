/** Returns an address that may be a link. Other services may return any text, so only HTTP addresses are links. */
export const parseWebAddress = (url: unknown): string | undefined =>
  typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined;
