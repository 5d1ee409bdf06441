import { isObject } from '@throughline/contracts';
type Connections<C> = Readonly<Record<string, C>>;

export interface ConnectionsSetting<C> {
  readonly name: string;
  read(raw: string | undefined): { readonly value: Connections<C> } | { readonly problem: string };
}

export interface Validator {
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The parser's message quotes the text, which may be a secret.
    return undefined;
  }
}

/**
 * Defines a setting with the operator's connections to services of one kind: a JSON object by name. It holds secrets, so it is
 * best given as the file that `NAME_FILE` names. Problems name fields and rules, never values.
 */
export const namedConnections = <C>(name: string, connection: Validator): ConnectionsSetting<C> => ({
  name,
  read(raw) {
    const read = raw === undefined || raw === '' ? {} : parse(raw);
    if (!isObject(read)) return { problem: 'must be a JSON object of connections by name' };
    const problems = Object.entries(read).flatMap(([key, value]) => [
      ...(NAME.test(key) ? [] : [`'${key}' is not a name: use a-z, 0-9, _ and -`]),
      ...connection.Errors(value).map(({ instancePath, message }) => `${key}${instancePath}: ${message}`),
    ]);
    return problems.length > 0 ? { problem: problems.join('; ') } : { value: read as Connections<C> };
  },
});
