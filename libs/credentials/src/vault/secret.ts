import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Text = Type.String({ minLength: 1, maxLength: 8_192 });

/** Consent that somebody has given to an application of the operator's own (RFC 6749). */
const OAuthSecret = Type.Object({
  v: Type.Literal(1),
  kind: Type.Literal('oauth'),
  /** New with each consent: what is said of an earlier one does not hold for it. */
  grant: Type.String(),
  clientId: Text,
  clientSecret: Text,
  refreshToken: Text,
  /** The last one, shared by the processes until it ends. */
  access: Type.Optional(Type.Object({ token: Text, expiresAt: Type.String() })),
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

/** What opens a service of somebody else. These shapes are the storage format. */
export type Secret = Static<typeof SecretSchema>;
export type OAuthGrant = Static<typeof OAuthSecret>;

const StandingSchema = Type.Object({
  v: Type.Literal(1),
  grant: Type.String(),
  state: Type.Union([Type.Literal('ok'), Type.Literal('needs_reauth')]),
  /** A code, never words of the other side. */
  reason: Type.Optional(Type.String()),
  lastUsedAt: Type.String(),
});
const standing = Compile(StandingSchema);

/** What the service that uses a credential says of it. No secret. */
export type Standing = Static<typeof StandingSchema>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Undefined for what no release up to this one writes. */
export function readSecret(text: string): Secret | undefined {
  const raw = parse(text);
  return secret.Check(raw) ? raw : undefined;
}

export function readStanding(text: string): Standing | undefined {
  const raw = parse(text);
  return standing.Check(raw) ? raw : undefined;
}
