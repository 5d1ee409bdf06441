import type { IncomingHttpHeaders } from 'node:http';
import { newId } from '@throughline/contracts';

const ACCEPTABLE = /^[A-Za-z0-9._:-]{1,100}$/;

/** The client's own `X-Request-Id` where it is harmless in a header and a log line, else a new one. */
export const requestIdOf = (headers: IncomingHttpHeaders): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : newId();
};
