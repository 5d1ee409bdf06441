import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { GoogleEndpoints } from './endpoints.js';
import type { GoogleHttpClient } from './google-http-client.js';
import { parseJsonOrUndefined, toResponseError, unreadableError } from './google-errors.js';

const about = Compile(
  Type.Object({
    user: Type.Object({
      emailAddress: Type.String({ minLength: 1, maxLength: 320 }),
      permissionId: Type.String({ minLength: 1, maxLength: 320 }),
    }),
  }),
);

export interface GoogleAccountIdentity {
  /** Stays the same if the address changes. */
  readonly id: string;
  readonly email: string;
}

export class GoogleAccounts {
  constructor(
    private readonly line: GoogleHttpClient,
    private readonly endpoints: GoogleEndpoints,
  ) {}

  async of(accessToken: string): Promise<GoogleAccountIdentity> {
    const answer = await this.line.ask(`${this.endpoints.apiUrl}/drive/v3/about?fields=user(emailAddress,permissionId)`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    });
    if (answer.status !== 200) throw toResponseError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!about.Check(raw)) throw unreadableError(answer.status);
    return { id: raw.user.permissionId, email: raw.user.emailAddress };
  }
}
