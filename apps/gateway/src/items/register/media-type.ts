const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,59}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,59}$/;

/** Cleans the media type that a client gives its file. Nothing trusts it. */
export const cleanMediaType = (given: string): string => {
  const type = given.split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
};
