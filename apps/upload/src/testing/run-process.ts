import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Calls a function of a module in a new process, which may die. */
export async function runInProcess(
  folder: string,
  call: { module: URL; name: string; argument: unknown },
): Promise<ChildProcess> {
  const script = join(folder, 'script.mjs');
  await writeFile(
    script,
    `const module = await import(${JSON.stringify(call.module.href)});
await module[${JSON.stringify(call.name)}](${JSON.stringify(call.argument)});
`,
  );
  return spawn(process.execPath, [script], { stdio: 'inherit' });
}
