import { isObject } from '@throughline/contracts';
/** Returns the value at a configuration path such as `transcription.enable_topics`. */
export const valueAt = (config: object, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), config);

/** Returns true if the switch at a configuration path is on (STG-09). */
export const isEnabled = (config: object, path: string): boolean => valueAt(config, path) === true;

/**
 * Returns every leaf of a partial configuration with its path. Lists and empty sections are leaves, so a list is always
 * replaced as a whole.
 */
export const leavesOf = (value: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] =>
  isObject(value) && (path === '' || Object.keys(value).length > 0)
    ? Object.entries(value).flatMap(([key, inner]) =>
        inner === undefined ? [] : leavesOf(inner, path === '' ? key : `${path}.${key}`),
      )
    : [[path, value]];
