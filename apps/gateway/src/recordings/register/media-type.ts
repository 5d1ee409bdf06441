const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,59}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,59}$/;

/** What a client calls the type of its file; nothing is believed of it. */
export const mediaTypeOf = (given: string): string => {
  const type = given.split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
};
