import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { GoogleEndpoints } from './endpoints.js';
import type { GoogleLine } from './line.js';
import { jsonOf, refusalOf, unreadable } from './trouble.js';

const about = Compile(
  Type.Object({
    user: Type.Object({
      emailAddress: Type.String({ minLength: 1, maxLength: 320 }),
      permissionId: Type.String({ minLength: 1, maxLength: 320 }),
    }),
  }),
);

/** Whose account a consent is for. */
export interface GoogleAccountName {
  /** Stays the same though the address may change. */
  readonly id: string;
  readonly email: string;
}

export class GoogleAccounts {
  constructor(
    private readonly line: GoogleLine,
    private readonly endpoints: GoogleEndpoints,
  ) {}

  async of(accessToken: string): Promise<GoogleAccountName> {
    const answer = await this.line.ask(`${this.endpoints.apiUrl}/drive/v3/about?fields=user(emailAddress,permissionId)`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    });
    if (answer.status !== 200) throw refusalOf(answer);
    const raw = jsonOf(answer.text);
    if (!about.Check(raw)) throw unreadable(answer.status);
    return { id: raw.user.permissionId, email: raw.user.emailAddress };
  }
}
