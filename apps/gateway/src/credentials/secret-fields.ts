import { invalid, type FieldProblem } from '../http/problems/problem.js';
import { hasValue } from '../http/requests/has-value.js';
import type { CredentialType } from './credential.js';

const NAMES = ['client_id', 'client_secret', 'username', 'password', 'token'] as const;
type FieldName = (typeof NAMES)[number];
export type SecretFields = Readonly<Partial<Record<FieldName, string | null>>>;

const OF_TYPE: Readonly<Record<CredentialType, readonly FieldName[]>> = {
  google: ['client_id', 'client_secret'],
  password: ['username', 'password'],
  token: ['token'],
};

/** Returns the secret fields of a type. With `all`, every field is required; otherwise either all of them or none. */
export function secretFieldsOf(
  type: CredentialType,
  given: SecretFields,
  all: boolean,
): Readonly<Record<FieldName, string>> | undefined {
  const own = OF_TYPE[type];
  const said = own.filter((name) => hasValue(given[name]));
  const foreign = NAMES.filter((name) => !own.includes(name) && hasValue(given[name]));
  const missing = all || said.length > 0 ? own.filter((name) => !said.includes(name)) : [];
  const problems: FieldProblem[] = [
    ...foreign.map((name) => ({ pointer: `/${name}`, message: `is not a field of a credential of the type ${type}` })),
    ...missing.map((name) => ({ pointer: `/${name}`, message: `is needed for a credential of the type ${type}` })),
  ];
  if (problems.length > 0) throw invalid(problems);
  if (said.length === 0) return undefined;
  return Object.fromEntries(NAMES.map((name) => [name, given[name] ?? ''])) as Record<FieldName, string>;
}
