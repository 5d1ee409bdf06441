import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Kills a server when this process ends in any way: a killed test run must leave nothing behind. A shell waits on a pipe that
 * only this process holds open. When the pipe closes, the shell kills the server.
 */
export function tieToThisProcess(pid: number): { cut(): void } {
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -KILL "$1" 2>/dev/null', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  const { stdin } = shell;
  // The pipe alone must not keep a finished test run alive.
  if (stdin instanceof Socket) stdin.unref();
  stdin.on('error', () => undefined);
  return {
    cut: () => {
      shell.kill('SIGKILL');
      stdin.destroy();
    },
  };
}
