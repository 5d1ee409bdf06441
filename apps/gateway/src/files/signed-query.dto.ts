import { TextField } from '../http/fields.js';

/** The query of a signed link. Ignored for a caller who may read the file anyway. */
export class SignedLinkQuery {
  @TextField('Part of a signed link: when it expires.', {
    pattern: /^\d{1,12}$/,
    message: 'expires must be taken from a signed link',
  })
  expires?: string;

  @TextField('Part of a signed link: proves that this server made it, for this file and time.', {
    pattern: /^[A-Za-z0-9_-]{43}$/,
    message: 'signature must be taken from a signed link',
  })
  signature?: string;
}
