import { fork } from 'node:child_process';

/**
 * Keep the bundler's memory small: without large pages, and with freed memory given back at once. Bundling the gateway takes a
 * third less memory (docs/adr/0106-bundle-one-program-at-a-time.md).
 */
const FRUGAL = { MIMALLOC_ALLOW_THP: '0', MIMALLOC_PURGE_DELAY: '0' };

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
      execArgv: [],
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
    ? 'the bundler was killed: the machine may have too little free memory (800 MB are needed)'
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
