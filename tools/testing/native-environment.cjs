/**
 * A Jest environment without a vm context: a spec runs in the realm of its worker. Modules that specs share are loaded once
 * for each worker and not for each spec.
 *
 * In a shared realm one spec could affect the next. After each spec the process environment is restored, and a server that
 * still listens fails the spec.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

// Processes that specs start report no coverage.
delete process.env.NODE_V8_COVERAGE;

require('./end-with-parent.cjs');

/** The state of each spec has a new symbol. */
const CIRCUS_GLOBALS = ['EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'JEST_STATE_SYMBOL'];
const CIRCUS = /[\\/]jest-circus[\\/]build[\\/]/;

/** Jest runs in the same realm and needs the real ones. */
const NEVER_FAKED = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'];

/**
 * Storages that were used since the last spec. Node passes each of them from promise to promise until it is disabled, and
 * jest-circus makes one for each spec: after 200 specs everything took seven times longer.
 */
const usedStorages = new Set();
for (const name of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...args) {
    usedStorages.add(this);
    return Reflect.apply(original, this, args);
  };
}

/**
 * Releases what the variables of a `describe` hold, e.g. servers. A promise that a test leaves in a cache refers to the test, and
 * through it to all tests of its file.
 */
function forgetFunctions({ hooks, children }) {
  for (const hook of hooks) hook.fn = undefined;
  for (const child of children)
    if (child.type === 'describeBlock') forgetFunctions(child);
    else child.fn = undefined;
}

function forgetSpec() {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (CIRCUS_GLOBALS.includes(symbol.description)) delete globalThis[symbol];
}

const listeningServers = () => process.getActiveResourcesInfo().filter((name) => /Server(Wrap)?$/.test(name)).length;

const sameEnvironment = (before) => {
  const names = new Set([...Object.keys(before), ...Object.keys(process.env)]);
  return [...names].filter((name) => before[name] !== process.env[name]);
};

/** The real clock, even while a spec uses fake timers. */
const now = performance.now.bind(performance);

class NativeEnvironment {
  constructor({ projectConfig }, { testPath }) {
    this.global = globalThis;
    this.testPath = testPath;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    /** Milliseconds of each phase, for `npm run test:times`. */
    this.phases = { imports: 0, setup: 0, tests: 0 };
    this.hasFailed = false;
    this.before = { env: { ...process.env }, cwd: process.cwd(), exit: process.exit, servers: listeningServers() };
  }

  async setup() {
    for (const file of Object.keys(require.cache)) if (CIRCUS.test(file)) delete require.cache[file];
    globalThis.jest = this.#jest();
    await this.#seedProperties();
  }

  /** A sample with a seed of its own keeps it: it shows that a case occurs. */
  async #seedProperties() {
    const [{ default: fc }, { SEED }] = await Promise.all([import('fast-check'), import('./seed.mjs')]);
    fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
  }

  #jest() {
    const { moduleMocker: mocks, fakeTimersModern: timers } = this;
    const jest = {
      fn: (implementation) => mocks.fn(implementation),
      spyOn: (...args) => mocks.spyOn(...args),
      restoreAllMocks: () => (mocks.restoreAllMocks(), jest),
      setTimeout: (ms) => ((globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms), jest),
      useFakeTimers: (options = {}) => {
        timers.useFakeTimers({ ...options, doNotFake: [...NEVER_FAKED, ...(options.doNotFake ?? [])] });
        return jest;
      },
      useRealTimers: () => (timers.useRealTimers(), jest),
      setSystemTime: (now) => timers.setSystemTime(now),
      advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
      advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
    };
    return jest;
  }

  handleTestEvent(event, state) {
    const { name } = event;
    // A busy machine is slow: the limit must only end tests that hang.
    const limited = name === 'hook_start' ? event.hook : name === 'test_start' ? event.test : undefined;
    if (limited?.timeout) limited.timeout = Math.max(limited.timeout, state.testTimeout);
    if (name === 'hook_start' || name === 'test_fn_start') this.since = now();
    else if (/^hook_(success|failure)$/.test(name)) this.phases.setup += now() - this.since;
    else if (/^test_fn_(success|failure)$/.test(name)) this.phases.tests += now() - this.since;
    else if (name === 'run_describe_finish') forgetFunctions(event.describeBlock);
    if (name === 'test_done' && event.test.errors.length > 0) this.hasFailed = true;
  }

  async teardown() {
    const { before } = this;
    // The next use enables a storage again.
    for (const storage of usedStorages) storage.disable();
    usedStorages.clear();
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    process.exit = before.exit;
    forgetSpec();
    const changed = sameEnvironment(before.env);
    for (const name of changed) {
      if (before.env[name] === undefined) delete process.env[name];
      else process.env[name] = before.env[name];
    }
    const complaints = [];
    if (changed.length > 0) complaints.push(`changed the environment variables ${changed.join(', ')}`);
    if (process.cwd() !== before.cwd) complaints.push('changed the working directory');
    // A closed server disappears after one or two turns of the event loop.
    for (let turn = 0; turn < 20 && listeningServers() > before.servers; turn += 1)
      await new Promise((done) => setImmediate(done));
    const servers = listeningServers();
    if (servers > before.servers) complaints.push(`left ${servers - before.servers} server(s) listening`);
    // A failed test rarely cleans up, and an error here would hide its own.
    if (complaints.length > 0 && !this.hasFailed) throw new Error(`This spec ${complaints.join(' and ')}`);
  }

  getVmContext() {
    return null;
  }
}

module.exports = NativeEnvironment;
