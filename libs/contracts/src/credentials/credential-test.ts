import { Type, type Static } from 'typebox';

/** A request to the upload service to ask a service which account a credential opens. */
export const CredentialTestSchema = Type.Object({
  v: Type.Literal(1),
  /** The number of the credential. */
  credential: Type.Integer({ minimum: 1 }),
  /** The type of the credential. */
  service: Type.String({ minLength: 1, maxLength: 40 }),
});
export type CredentialTest = Static<typeof CredentialTestSchema>;

export const CredentialTestReportSchema = Type.Object({
  v: Type.Literal(1),
  /** `unknown` if the service does not answer, or limits requests. */
  result: Type.Enum(['ok', 'wrong', 'unknown'] as const),
  message: Type.String({ maxLength: 500 }),
  /** The account, if the service has named it. */
  account: Type.Optional(Type.Object({ id: Type.String({ maxLength: 320 }), name: Type.String({ maxLength: 320 }) })),
});
export type CredentialTestReport = Static<typeof CredentialTestReportSchema>;
