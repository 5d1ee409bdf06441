type Connections<C> = Readonly<Record<string, C>>;

/** As every setting of a service. */
interface ConnectionsSetting<C> {
  readonly name: string;
  read(raw: string | undefined): { readonly value: Connections<C> } | { readonly problem: string };
}

/** What is used here of a compiled schema. */
interface Validator {
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // The parser's own words quote what it stumbled over, and that may be a secret.
    return undefined;
  }
}

/**
 * The operator's connections to services of one kind: a JSON object of them by name, best given by the file that `NAME_FILE` names, as it
 * holds secrets. Problems name fields and rules, never what stands in them.
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
    // Every value was checked.
    return problems.length > 0 ? { problem: problems.join('; ') } : { value: read as Connections<C> };
  },
});
