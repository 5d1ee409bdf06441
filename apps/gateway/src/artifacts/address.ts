/** Where a file of a recording is read, on this server. */
export const addressOf = (id: string, name: string): string => `/api/v1/recordings/${id}/artifacts/${encodeURIComponent(name)}`;
