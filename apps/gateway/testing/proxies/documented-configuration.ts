import { readFile } from 'node:fs/promises';

const PAGE = new URL('../../../../docs/https.md', import.meta.url);

/** Returns the configuration in a language below a heading of docs/https.md. */
export async function readDocumentedConfiguration(heading: string, language: 'caddy' | 'nginx'): Promise<string> {
  const page = await readFile(PAGE, 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  const [, block] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(section ?? '') ?? [];
  if (block === undefined) throw new Error(`docs/https.md has no ${language} configuration below '${heading}'`);
  return block;
}

/** Replaces text that must be there, so that a changed page fails the test instead of escaping it. */
export function replaceIn(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the configuration lacks '${from}'`);
    return result.replaceAll(from, to);
  }, text);
}
