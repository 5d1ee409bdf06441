import { fork } from 'node:child_process';

/**
 * Keep the memory of the bundler small: without large pages, with freed memory given back at once, and with the two threads that
 * every machine has, as each of them holds the module that it renders (docs/adr/0111-bundle-packages-apart-from-our-code.md).
 */
const FRUGAL = { MIMALLOC_ALLOW_THP: '0', MIMALLOC_PURGE_DELAY: '0', RAYON_NUM_THREADS: '2', TOKIO_WORKER_THREADS: '2' };
/** Our part of the bundler needs less than 40 MB. With more room, V8 collects its garbage later. MiB. */
const SMALL_HEAP = ['--max-old-space-size=64', '--max-semi-space-size=2'];

let last = Promise.resolve();

/**
 * Calls the function that a module serves with `serveApart`, in a process of its own. Its memory is free again afterwards. One
 * such process runs at a time; the others wait.
 * @template T
 * @param {string} module its path
 * @param {object} request JSON
 * @param {() => void} begin called when the process starts
 * @returns {Promise<T>}
 */
export function callApart(module, request, begin = () => undefined) {
  const result = last.then(() => {
    begin();
    return call(module, request);
  });
  last = result.catch(() => undefined);
  return result;
}

const call = (module, request) =>
  new Promise((resolve, reject) => {
    const child = fork(module, {
      env: { ...process.env, ...FRUGAL },
      execArgv: SMALL_HEAP,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let answer;
    child.on('message', (message) => {
      answer = message;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (answer === undefined) reject(new Error(endOf(code, signal)));
      else if ('failure' in answer) reject(new Error(answer.failure));
      else resolve(answer.result);
    });
    child.send(request, () => undefined);
  });

const endOf = (code, signal) =>
  signal === 'SIGKILL'
    ? 'the bundler was killed: the machine may have too little free memory (300 MB are needed)'
    : `the bundler ended without a result (${signal ?? `exit code ${code}`})`;

/** Serves one call of `callApart` in this process, if that has started it. */
export function serveApart(work) {
  if (process.send === undefined) return;
  // The caller is gone, so nobody needs the result.
  process.once('disconnect', () => process.exit(1));
  process.once('message', (request) => {
    void work(request)
      .then(
        (result) => ({ result }),
        (error) => ({ failure: String(error.message ?? error).trim() }),
      )
      .then((answer) => process.send(answer, () => process.exit(0)));
  });
}
