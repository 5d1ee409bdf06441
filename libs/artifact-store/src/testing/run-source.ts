import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Lets plain Node load the sources as they are: `.js` imports find their `.ts`, with the compiler options of the build. */
const hooks = `
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { swcOptions } from ${JSON.stringify(new URL('tools/swc-options.mjs', `file://${root}`).href)};
const { transformFileSync } = createRequire(${JSON.stringify(join(root, 'package.json'))})('@swc/core');
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: transformFileSync(fileURLToPath(url), swcOptions('inline')).code, shortCircuit: true };
}
`;

/** Runs a script in a process of its own that a spec may kill. Its imports resolve as in this repository. */
export async function runSource(folder: string, script: string): Promise<ChildProcess> {
  const [hooksFile, scriptFile] = [join(folder, 'hooks.mjs'), join(folder, 'script.mjs')];
  await writeFile(hooksFile, hooks);
  const store = new URL('../index.ts', import.meta.url).href;
  await writeFile(
    scriptFile,
    `import { register } from 'node:module';\nregister(${JSON.stringify(`file://${encodeURI(hooksFile)}`)});\nconst { openFolderArtifactStore } = await import(${JSON.stringify(store)});\n${script}`,
  );
  return spawn(process.execPath, ['--conditions=@throughline/source', '--no-warnings', scriptFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
