import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bait } from '#src/testing/hostile/hostile-file.js';

/** An address and a pipe that only a successful attack touches. */
export class ActiveBait implements Bait {
  #connections = 0;
  #opened = false;

  private constructor(
    private readonly server: Server,
    private readonly watcher: ChildProcess,
    readonly url: string,
    readonly path: string,
  ) {
    server.on('connection', (socket) => {
      this.#connections += 1;
      socket.destroy();
    });
    watcher.stdout?.on('data', () => (this.#opened = true));
  }

  static async lay(folder: string): Promise<ActiveBait> {
    const path = join(folder, 'bait.mp4');
    await promisify(execFile)('mkfifo', [path]);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    // Opening a pipe for writing waits for a reader.
    const watcher = spawn('/bin/sh', ['-c', 'exec 3>"$1"; echo opened', 'sh', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    return new ActiveBait(server, watcher, `http://127.0.0.1:${address.port}/bait.mp4`, path);
  }

  get touched(): { readonly connections: number; readonly opened: boolean } {
    return { connections: this.#connections, opened: this.#opened };
  }

  /** Takes the bait itself, which proves that the bait would have noticed an attack. */
  async take(): Promise<void> {
    await fetch(this.url).catch(() => undefined);
    const closed = once(this.watcher, 'close');
    const pipe: FileHandle = await open(this.path, 'r');
    await closed;
    await pipe.close();
  }

  async remove(): Promise<void> {
    this.watcher.kill('SIGKILL');
    this.server.close();
    await once(this.server, 'close');
  }
}
