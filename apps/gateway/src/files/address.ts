export const RECORDINGS_PATH = '/api/v1/recordings';

export const filePathOf = (id: string, name: string, path: string): string =>
  `${path}/${id}/artifacts/${encodeURIComponent(name)}`;
