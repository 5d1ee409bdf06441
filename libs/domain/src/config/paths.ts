/** An object with named members. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a configuration path such as `transcription.enable_topics`. */
export const valueAt = (config: object, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), config);

/** Whether the switch at a configuration path is on (STG-09). */
export const isEnabled = (config: object, path: string): boolean => valueAt(config, path) === true;

/** Every leaf of a partial configuration with its path; lists and empty sections are leaves. Lists are replaced whole. */
export const leavesOf = (value: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] =>
  isRecord(value) && (path === '' || Object.keys(value).length > 0)
    ? Object.entries(value).flatMap(([key, inner]) =>
        inner === undefined ? [] : leavesOf(inner, path === '' ? key : `${path}.${key}`),
      )
    : [[path, value]];
