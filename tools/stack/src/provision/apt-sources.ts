import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface AptSource {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** Path of the keyring, where the system names one. */
  readonly signedBy?: string;
}

/** The binary package sources of `sources.list`, `*.list` and `*.sources` (deb822). */
export async function readAptSources(folder = '/etc/apt'): Promise<AptSource[]> {
  const parts = join(folder, 'sources.list.d');
  const names = (await readdir(parts).catch(() => [] as string[])).sort();
  const files = [join(folder, 'sources.list'), ...names.map((name) => join(parts, name))];
  const read = await Promise.all(files.map(async (file) => parseFile(file, await readFile(file, 'utf8').catch(() => ''))));
  return read.flat();
}

const parseFile = (file: string, text: string): AptSource[] =>
  file.endsWith('.sources') ? parseDeb822(text) : file.endsWith('.list') ? parseOneLine(text) : [];

/** `deb [signed-by=… arch=…] uri suite component…` */
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
        // Anything else is a key written inline, which apt knows from its own copy of the file only.
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

/** The distribution's own archive: third-party sources may be slow, unreachable or surprising. */
export function distributionSources(sources: readonly AptSource[], codename: string): AptSource[] {
  return sources.filter(({ suite }) => suite === codename || suite.startsWith(`${codename}-`));
}

/** The same archive and key, another suite: `trixie`, `sid`. */
export function otherSuite(sources: readonly AptSource[], codename: string, suite: string): AptSource | undefined {
  const main = sources.find((source) => source.suite === codename);
  return main && { ...main, suite, components: ['main'] };
}
