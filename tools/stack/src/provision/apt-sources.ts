import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface AptSource {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  readonly signedBy?: string;
}

/** Reads the binary package sources of `sources.list`, `*.list` and `*.sources` (deb822). */
export async function readAptSources(folder = '/etc/apt'): Promise<AptSource[]> {
  const parts = join(folder, 'sources.list.d');
  const names = (await readdir(parts).catch(() => [] as string[])).sort();
  const files = [join(folder, 'sources.list'), ...names.map((name) => join(parts, name))];
  const read = await Promise.all(files.map(async (file) => parseFile(file, await readFile(file, 'utf8').catch(() => ''))));
  return read.flat();
}

const parseFile = (file: string, text: string): AptSource[] =>
  file.endsWith('.sources') ? parseDeb822(text) : file.endsWith('.list') ? parseOneLine(text) : [];

/** Parses `deb [signed-by=… arch=…] uri suite component…`. */
export function parseOneLine(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line);
    if (!match) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [{ uri, suite, components: words(components), ...(signedBy ? { signedBy } : {}) }];
  });
}

export function parseDeb822(text: string): AptSource[] {
  return text
    .split(/\n\s*\n/)
    .map(stanzaFields)
    .filter((field) => words(field('types')).includes('deb') && !/^(no|false)$/i.test(field('enabled')))
    .flatMap((field) => {
      const signedBy = field('signed-by').trim();
      const options = {
        components: words(field('components')),
        // Any other value is an inline key, which a one-line source cannot contain.
        ...(signedBy.startsWith('/') ? { signedBy } : {}),
      };
      return words(field('uris')).flatMap((uri) => words(field('suites')).map((suite) => ({ uri, suite, ...options })));
    });
}

function stanzaFields(stanza: string): (name: string) => string {
  const fields = new Map<string, string>();
  for (const [, name, value] of stanza.matchAll(/^([A-Za-z-]+):[ \t]*(.*)$/gm)) {
    if (name !== undefined) fields.set(name.toLowerCase(), value ?? '');
  }
  return (name) => fields.get(name) ?? '';
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

export function formatAptSource({ uri, suite, components, signedBy }: AptSource): string {
  const options = signedBy ? `[signed-by=${signedBy}] ` : '';
  return `deb ${options}${uri} ${suite} ${components.join(' ')}`;
}

/** Selects the distribution's own archive: third-party sources may be slow, unreachable or incompatible. */
export function distributionSources(sources: readonly AptSource[], codename: string): AptSource[] {
  return sources.filter(({ suite }) => suite === codename || suite.startsWith(`${codename}-`));
}

/** Returns the same archive and key with another suite, e.g. `trixie` or `sid`. */
export function otherSuite(sources: readonly AptSource[], codename: string, suite: string): AptSource | undefined {
  const main = sources.find((source) => source.suite === codename);
  return main && { ...main, suite, components: ['main'] };
}
