import { isAbsolute } from 'node:path';
import type { Setting } from '../config/env.js';

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
};

type Folders = Readonly<Record<string, string>>;

/** Folders that users may choose by name: JSON like `{"library":"/srv/recordings"}`. Reports every problem. */
export const foldersSetting = (name: string): Setting<Folders> => ({
  name,
  read(json) {
    const raw = json === undefined || json === '' ? {} : parse(json);
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      return { problem: 'must be a JSON object of names and absolute paths like {"library":"/srv/recordings"}' };
    const problems = Object.entries(raw).flatMap(([key, path]) => [
      ...(NAME.test(key) ? [] : [`'${key}' is not a name: use a-z, 0-9, _ and -`]),
      ...(typeof path === 'string' && isAbsolute(path) ? [] : [`the path of '${key}' must be absolute`]),
    ]);
    return problems.length > 0 ? { problem: `is wrong: ${problems.join('; ')}` } : { value: raw as Folders };
  },
});
