import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from '@throughline/media';

export interface FakeYtDlp {
  readonly tool: Tool;
  /** Returns the last call: arguments (one per line), environment, and addresses from the batch file. */
  called(): Promise<{ args: string[]; env: Record<string, string>; addresses: string }>;
}

/** Creates a fake yt-dlp that answers `--version` and then runs the shell script `does`. `$out` is the folder for downloads. */
export async function fakeYtDlp(folder: string, does: string, version = '2026.08.19'): Promise<FakeYtDlp> {
  const path = join(folder, 'yt-dlp');
  const script = `#!/bin/sh
for each; do [ "$each" = --version ] && { echo ${version}; exit 0; }; done
printf '%s\\n' "$@" > '${folder}/args'
env > '${folder}/env'
while [ $# -gt 0 ]; do
  case "$1" in --batch-file) cat "$2" > '${folder}/addresses';; home:*) out="\${1#home:}";; esac
  shift
done
${does}
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    tool: { path, env: {} },
    called: async () => ({
      args: (await read('args')).trim().split('\n'),
      env: Object.fromEntries(
        (await read('env'))
          .trim()
          .split('\n')
          .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
      ),
      addresses: await read('addresses'),
    }),
  };
}
