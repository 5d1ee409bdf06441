import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function runScript(folder: string, script: string): Promise<ChildProcess> {
  const file = join(folder, 'script.mjs');
  const store = new URL('../index.js', import.meta.url).href;
  await writeFile(file, `import { openFolderArtifactStore } from ${JSON.stringify(store)};\n${script}`);
  return spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
}
