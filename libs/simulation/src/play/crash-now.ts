/** Ends this process as `kill -9` does: no handler runs, nothing is flushed. Only a script of a simulated connector asks for it. */
export function crashNow(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered before the call returns; this line is for the compiler, and for systems that deliver late.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}
