import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tryCommand, type CommandResult } from './processes/run-command.js';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

const { projectRoot, env } = testConfig();

/** An npm that writes down its commands. `answers` has the error code of each command that fails. */
const fakeNpm = (answers: Record<string, string>): string => `
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const [command] = process.argv.slice(2);
const offline = process.argv.includes('--offline') ? ' --offline' : '';
appendFileSync(join(__dirname, 'commands'), command + offline + '\\n');
const code = ${JSON.stringify(answers)}[command + offline];
if (code !== undefined) { console.error('npm error code ' + code); process.exitCode = 1; }
`;

describe('the installation of packages', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl bootstrap ');
    await mkdir(join(folder.path, 'tools'));
    await mkdir(join(folder.path, 'node_modules'));
    await cp(join(projectRoot, 'tools/bootstrap.mjs'), join(folder.path, 'tools/bootstrap.mjs'));
    await writeFile(join(folder.path, 'package-lock.json'), '{}');
  });
  afterEach(() => folder.remove());

  const install = async (answers: Record<string, string>): Promise<CommandResult & { readonly commands: string[] }> => {
    const npm = join(folder.path, 'npm.js');
    await writeFile(npm, fakeNpm(answers));
    const module = JSON.stringify(pathToFileURL(join(folder.path, 'tools/bootstrap.mjs')).href);
    const script = `const { ensureInstalled } = await import(${module}); await ensureInstalled(console.log);`;
    const result = await tryCommand(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...env, npm_execpath: npm },
    });
    const commands = (await readFile(join(folder.path, 'commands'), 'utf8')).trim().split('\n');
    return { ...result, commands };
  };

  it('says at once that there is no network, instead of trying again for each package', async () => {
    const { code, stderr, commands } = await install({ ping: 'EAI_AGAIN', 'ci --offline': 'ENOTCACHED' });
    expect(code).not.toBe(0);
    expect(commands).toEqual(['ping', 'ci --offline']);
    expect(stderr).toMatch(/the npm registry cannot be reached\. Is there a network\?.*npm said:\nnpm error code EAI_AGAIN/s);
  });

  it("installs from npm's cache without a network", async () => {
    const { code, stdout, commands } = await install({ ping: 'ENOTFOUND' });
    expect(code).toBe(0);
    expect(commands).toEqual(['ping', 'ci --offline']);
    expect(stdout).toMatch(/the npm registry cannot be reached: trying npm's cache.*installed in/s);
  });

  it('asks a registry that knows no ping as any other', async () => {
    const { code, commands } = await install({ ping: 'E404' });
    expect(code).toBe(0);
    expect(commands).toEqual(['ping', 'ci']);
  });
});
