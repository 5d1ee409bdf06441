import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { testDepth } from '@throughline/contracts/testing';
import type { Command } from 'commander';
import fc from 'fast-check';
import type { CliContext } from './commands/context.js';
import { EXIT } from './exit.js';
import { Terminal } from './output/terminal.js';
import { createProgram } from './program.js';
import { runCli } from './run-cli.js';

const RUNS = testDepth.runs(40);
const FILE = 'talk.mp4';
const UNKNOWN = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** Texts that users, scripts or accidents may produce. A shell cannot pass NUL. */
const ODD_TEXTS = [
  '',
  ' ',
  '-',
  '--',
  '-x',
  '--=',
  '.',
  '..',
  '../..',
  '/',
  '%',
  '%2e',
  '~',
  '*',
  'a\nb',
  '\u001b[2J',
  '\u202e',
  '💥',
  'ÿ',
  'x'.repeat(3_000),
  '-1',
  '1e9',
  'NaN',
  'undefined',
  '__proto__',
  'constructor',
  '0199f5a0',
  UNKNOWN,
  FILE,
  '2026-02-31T00:00',
  '99999999d',
];
const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'grapheme', maxLength: 12 }));

const answering =
  (status: number, type: string, body: string): RequestListener =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(status, { 'content-type': type }).end(body));
  };
const PROBLEM = 'application/problem+json; charset=utf-8';
const problem = (status: number, code: string): RequestListener =>
  answering(
    status,
    PROBLEM,
    JSON.stringify({ type: `/docs/problems#${code}`, title: code, status, code, detail: `It is ${code}.` }),
  );

/** Foreign servers, and our own in faulty states. */
const SERVERS: Readonly<Record<string, RequestListener>> = {
  'knows nothing': problem(404, 'not-found'),
  'is ill': problem(500, 'internal'),
  'is a page': answering(200, 'text/html', '<h1>It works!</h1>'),
  'says nothing': answering(200, 'application/json', ''),
  'says something else': answering(200, 'application/json', '{"items":[{}],"next_cursor":null,"token":7}'),
  'says null': answering(200, 'application/json', 'null'),
  'hangs up': (request) => request.socket.destroy(),
};

interface CommandOutput {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const leaves = (command: Command, path: readonly string[] = []): readonly { command: Command; path: readonly string[] }[] =>
  command.commands.flatMap((one) => {
    const own = [...path, one.name()];
    return one.commands.length === 0 ? [{ command: one, path: own }] : leaves(one, own);
  });

/** Command lines that explorations have found, by command. */
const FOUND: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // The file to write is the folder itself.
  export: [['export', '--patience', '0', '--output', '', '--', UNKNOWN]],
};

describe('arbitrary command lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tl-odd-'));
  let server: Server;
  let url: string;
  let behave: RequestListener = problem(404, 'not-found');
  beforeAll(async () => {
    await writeFile(join(folder, FILE), 'bytes');
    server = createServer((request, response) => {
      behave(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const [out, err] = [new PassThrough({ highWaterMark: 1 << 24 }), new PassThrough({ highWaterMark: 1 << 24 })];
  const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
  const env: { url: string | undefined; token: string } = { url: undefined, token: 'tl_none' };
  const context: CliContext = { terminal: new Terminal(ofStream(out), ofStream(err)), env, cwd: folder };
  // Building all commands takes longer than running one, so all lines share a program.
  const program = createProgram(context);
  const tl = async (args: readonly string[], address = url): Promise<CommandOutput> => {
    env.url = address;
    const code = await runCli(args, context, program);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  };

  const all = leaves(program);
  // Commands of the operator look for the stack of this machine and might find a real one.
  const remote = all.filter(({ command }) => !command.description().includes('[this machine]'));
  /** These read a local file before they send a request, and the file does not exist. */
  const READ_FILES: ReadonlySet<string> = new Set([
    'import',
    'template import',
    'push',
    'correct',
    'migrate',
    'migrate verify',
    'event send',
  ]);
  const FITTING: Readonly<Record<string, string>> = {
    time: '1',
    template: '1',
    second: '1',
    set: 'sender=ACME',
    part: '1-2',
    'url-or-file': 'https://files.example/talk.mp4',
    'follow-up': 'library/thumbnail',
  };
  /** Without one of these options there is nothing to do. */
  const CHANGES: Readonly<Record<string, readonly string[]>> = {
    'defaults set': ['--auto-upload'],
    'documents rules edit': ['--type', 'invoice'],
    'job create': ['--template', '1', '--at', '08:00'],
    'job edit': ['--at', '08:00'],
    'output edit': ['--set', 'folder=talks'],
    'quota set': ['--items', '1'],
    'source edit': ['--run'],
    'webhook redeliver': ['--from-position', '1'],
  };
  const required = ({ command, path }: (typeof all)[number], value: string): string[] => [
    ...(CHANGES[path.join(' ')] ?? []),
    ...command.registeredArguments.map((argument) => argument.argChoices?.[0] ?? FITTING[argument.name()] ?? value),
    ...command.options
      // Erasing needs `--yes`, except for a preview.
      .filter(({ mandatory, long }) => mandatory || long === '--yes')
      .flatMap((option) => [
        option.long ?? '',
        ...(option.required ? [option.argChoices?.[0] ?? FITTING[option.attributeName()] ?? value] : []),
      ]),
  ];

  const oddLine = ({ command, path }: (typeof all)[number]): fc.Arbitrary<readonly string[]> => {
    const names = command.options.map(({ long }) => long ?? '').filter((name) => name !== '--patience');
    const option = fc.tuple(fc.constantFrom(...names), oddText).map(([name, value]) => [name, value]);
    const wrong = fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(oddText) });
    const values = fc.tuple(...command.registeredArguments.map(() => fc.oneof(oddText, fc.constantFrom(UNKNOWN, FILE))));
    return fc
      .tuple(values, fc.array(option, { maxLength: 2 }), wrong)
      .map(([given, options, surplus]) => [...path, '--patience', '0', ...options.flat(), '--', ...given, ...surplus]);
  };

  const checkOutput = ({ code, err, out }: CommandOutput, line: readonly string[]): void => {
    const report = `${JSON.stringify(line).slice(0, 300)} → ${String(code)}\n${err.slice(0, 800)}`;
    if (!Object.values<number>(EXIT).includes(code)) throw new Error(`An exit code that means nothing: ${report}`);
    if (/^\s+at .{0,200}:\d+:\d+|node:internal|\bTypeError\b/m.test(err)) throw new Error(`A stack trace: ${report}`);
    if (code !== EXIT.done && err.trim() === '') throw new Error(`No word of what is wrong: ${report}`);
    // ESLint refuses control characters, but the test looks for exactly these: an escape sequence would control the terminal.
    if ((err + out).includes('\u001b')) throw new Error(`An escape sequence: ${report}`);
  };

  it.each(Object.keys(SERVERS))('end with a message and an exit code if the server %s', async (name) => {
    behave = SERVERS[name] ?? behave;
    const reached: number[] = [];
    for (const one of remote) {
      const property = fc.asyncProperty(oddLine(one), async (args) => {
        const result = await tl(args);
        checkOutput(result, args);
        reached.push(result.code);
        // The server answered.
        if (name === 'knows nothing') expect(result.code).not.toBe(EXIT.unreachable);
      });
      const examples = (FOUND[one.path.join(' ')] ?? []).map((args): [readonly string[]] => [args]);
      await fc.assert(property, { numRuns: RUNS, examples });
    }
    expect(reached.filter((code) => code !== EXIT.usage).length).toBeGreaterThan(reached.length / (testDepth.isFull ? 4 : 5));
  });

  it.each(remote.map((one) => ({ ...one, name: one.path.join(' ') })))('tl $name distinguishes kinds of errors', async (one) => {
    const whole = [...one.path, '--patience', '0', ...required(one, UNKNOWN)];
    behave = problem(404, 'not-found');
    const expected = READ_FILES.has(one.path.join(' ')) ? EXIT.usage : EXIT.refused;
    expect((await tl(whole)).code).toBe(expected);
    if (!one.command.registeredArguments.some((argument) => argument.variadic))
      expect((await tl([...whole, 'surplus'])).code).toBe(EXIT.usage);
    expect((await tl([...whole, '--no-such-thing'])).code).toBe(EXIT.usage);
    if (one.command.registeredArguments.some((argument) => argument.required)) expect((await tl(one.path)).code).toBe(EXIT.usage);
    if (expected === EXIT.refused) expect((await tl(whole, 'http://127.0.0.1:1')).code).toBe(EXIT.unreachable);
  });

  it.each(['💥', 'a\nb', 'ÿ\u0080'])('are rejected before any request if the key %j cannot be sent', async (key) => {
    const { code, err } = await tl(['push', FILE, '--patience', '0', '--key', key]);
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('idempotency-key')]);
  });

  it('print the version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(await tl(['--version'])).toEqual({ code: EXIT.done, out: `${version}\n`, err: '' });
  });

  it('print the available commands', async () => {
    for (const args of [[], ['no-such-command'], ['token'], ['--no-such-thing'], ['token', 'forge']]) {
      const result = await tl(args);
      expect(result.code).toBe(EXIT.usage);
      expect(result.err).not.toBe('');
    }
    expect((await tl(['--help'])).code).toBe(EXIT.done);
  });

  it.each(all.map((one) => ({ ...one, name: one.path.join(' ') })))('tl $name prints its help', async ({ path }) => {
    const { code, out, err } = await tl([...path, '--help']);
    expect([code, err]).toEqual([EXIT.done, '']);
    expect(out).toContain(`Usage: tl ${path.join(' ')}`);
  });
});
