import { isAbsolute } from 'node:path';

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown;
  } catch (cause) {
    throw new Error('TL_OUTPUT_FOLDERS must be JSON like {"library":"/srv/recordings"}', { cause });
  }
};

/** Folders that outputs may write to, by name; every problem is told. */
export function parseFolders(json: string): Readonly<Record<string, string>> {
  const raw = parse(json);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Error('TL_OUTPUT_FOLDERS must be a JSON object of names and absolute paths');
  const problems = Object.entries(raw).flatMap(([name, path]) => [
    ...(NAME.test(name) ? [] : [`'${name}' is not a name: use a-z, 0-9, _ and -`]),
    ...(typeof path === 'string' && isAbsolute(path) ? [] : [`the path of '${name}' must be absolute`]),
  ]);
  if (problems.length > 0) throw new Error(`TL_OUTPUT_FOLDERS: ${problems.join('; ')}`);
  return raw as Record<string, string>;
}
