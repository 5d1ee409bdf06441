import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Text = Type.String({ minLength: 1, maxLength: 8_192 });

/** The service of consents that were stored before there were others. */
export const FIRST_SERVICE = 'google';

/** A user's consent for the operator's own application (RFC 6749). */
const OAuthSecret = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('oauth'),
  /** New for each consent, so that the status of an earlier consent does not apply. */
  grant: Type.String(),
  /** The type of the credential; without it {@link FIRST_SERVICE}. */
  service: Type.Optional(Text),
  /** The account that was connected, if only its consent names it. */
  account: Type.Optional(Type.Object({ id: Text, name: Text })),
  clientId: Text,
  clientSecret: Text,
  refreshToken: Text,
  /** The device that the service binds its tokens to. */
  deviceId: Type.Optional(Text),
  /** The latest access token, shared by all processes until it expires. */
  access: Type.Optional(
    Type.Object({ token: Text, expiresAt: Type.String(), missing: Type.Optional(Type.Array(Type.String())) }),
  ),
});
const PasswordSecret = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('password'),
  grant: Type.String(),
  username: Text,
  password: Text,
});
const TokenSecret = Type.Object({ v: Type.Literal(1), kind: Type.Literal('token'), grant: Type.String(), token: Text });

const SecretSchema = Type.Union([OAuthSecret, PasswordSecret, TokenSecret]);
const secret = Compile(SecretSchema);

/** A credential for an external service. These shapes are the storage format. */
export type Secret = Static<typeof SecretSchema>;
export type OAuthGrant = Static<typeof OAuthSecret>;

const StandingSchema = Type.Object({
  v: Type.Literal(1),
  grant: Type.String(),
  state: Type.Union([Type.Literal('ok'), Type.Literal('needs_reauth')]),
  /** A code, never the server's own words. */
  reason: Type.Optional(Type.String()),
  lastUsedAt: Type.String(),
});
const status = Compile(StandingSchema);

/** The status of a credential, as the using service reports it. Holds no secret. */
export type CredentialStatus = Static<typeof StandingSchema>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Returns `undefined` for formats of newer releases. */
export function parseSecret(text: string): Secret | undefined {
  const raw = parse(text);
  return secret.Check(raw) ? raw : undefined;
}

export function parseCredentialStatus(text: string): CredentialStatus | undefined {
  const raw = parse(text);
  return status.Check(raw) ? raw : undefined;
}
