import { invalid, type FieldProblem } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { CredentialType } from './credential.js';

const NAMES = ['client_id', 'client_secret', 'username', 'password', 'token'] as const;
type FieldName = (typeof NAMES)[number];
export type SecretFields = Readonly<Partial<Record<FieldName, string | null>>>;

/** What each type is made of. */
const OF_TYPE: Readonly<Record<CredentialType, readonly FieldName[]>> = {
  google: ['client_id', 'client_secret'],
  password: ['username', 'password'],
  token: ['token'],
};

/** Fields of a type that were said. `all`: every one of them has to be; otherwise all of them or none. */
export function secretFieldsOf(
  type: CredentialType,
  given: SecretFields,
  all: boolean,
): Readonly<Record<FieldName, string>> | undefined {
  const own = OF_TYPE[type];
  const said = own.filter((name) => isSaid(given[name]));
  const foreign = NAMES.filter((name) => !own.includes(name) && isSaid(given[name]));
  const missing = all || said.length > 0 ? own.filter((name) => !said.includes(name)) : [];
  const problems: FieldProblem[] = [
    ...foreign.map((name) => ({ pointer: `/${name}`, message: `is no field of a credential of the type ${type}` })),
    ...missing.map((name) => ({ pointer: `/${name}`, message: `is needed for a credential of the type ${type}` })),
  ];
  if (problems.length > 0) throw invalid(problems);
  if (said.length === 0) return undefined;
  return Object.fromEntries(NAMES.map((name) => [name, given[name] ?? ''])) as Record<FieldName, string>;
}
