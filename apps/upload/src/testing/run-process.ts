import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const options = new URL('../../../../tools/swc-options.mjs', import.meta.url).href;
const manifest = new URL('../../../../package.json', import.meta.url).href;

/** Lets plain Node load the sources as the build would. */
const hooks = `
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { swcOptions } from ${JSON.stringify(options)};
const { transformFileSync } = createRequire(${JSON.stringify(manifest)})('@swc/core');
export async function resolve(specifier, context, next) {
  const source = specifier.startsWith('.') ? new URL(specifier.replace(/\\.js$/, '.ts'), context.parentURL) : undefined;
  return source !== undefined && existsSync(source) ? { url: source.href, shortCircuit: true } : next(specifier, context);
}
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: transformFileSync(fileURLToPath(url), swcOptions('inline')).code, shortCircuit: true };
}
`;

/** Calls a function of a source file in a process of its own, which may die over it. */
export async function runInProcess(
  folder: string,
  call: { module: URL; name: string; argument: unknown },
): Promise<ChildProcess> {
  const [hooksFile, script] = [join(folder, 'hooks.mjs'), join(folder, 'script.mjs')];
  await writeFile(hooksFile, hooks);
  await writeFile(
    script,
    `import { register } from 'node:module';
register(${JSON.stringify(pathToFileURL(hooksFile).href)});
const module = await import(${JSON.stringify(call.module.href)});
await module[${JSON.stringify(call.name)}](${JSON.stringify(call.argument)});
`,
  );
  return spawn(process.execPath, ['--conditions=@throughline/source', '--no-warnings', script], { stdio: 'inherit' });
}
