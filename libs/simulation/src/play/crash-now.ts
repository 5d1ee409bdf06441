/** Ends this process like `kill -9`: without handlers or flushing. Only the script of a simulated connector calls it. */
export function crashNow(): never {
  process.kill(process.pid, 'SIGKILL');
  // Unreachable on most systems. Waits on systems that deliver the signal late, and satisfies the compiler.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}
