export const RECORDINGS_PATH = '/api/v1/recordings';

/** Where a file of an item is read, on this server. */
export const addressOf = (id: string, name: string, path: string = RECORDINGS_PATH): string =>
  `${path}/${id}/artifacts/${encodeURIComponent(name)}`;
