import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, tryCommand } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { debianPackages } from '../provision/debian-packages.js';
import { isRefusal } from '../provision/probe-tool.js';
import { executablesNamed } from '../provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Without fonts a browser draws nothing that could be looked at, and a system without chromium often has none. */
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fontconfig-config'];

/**
 * A Chromium to look at the page with: named by TL_CHROMIUM, of the machine, or unpacked from Debian's packages. Throws where
 * none can be had: a page that nobody has looked at is not tested.
 */
export async function chromium(): Promise<TestTool> {
  const context = testContext();
  const named = context.env['TL_CHROMIUM'];
  const places = named ? [named] : await installed();
  const reasons: string[] = [];
  for (const path of places) {
    const tool = withEnvironment({ path, env: {} });
    const complaint = await complaintOf(tool);
    if (complaint === undefined) return tool;
    reasons.push(complaint);
  }
  const fetched = named ? 'TL_CHROMIUM names this one' : await fromDebian();
  if (typeof fetched !== 'string') return fetched;
  const why = [...reasons, fetched].join('; ');
  throw new Error(`There is no Chromium to look at the page with (${why}). Install chromium, or name one by TL_CHROMIUM.`);
}

/** The whole environment, since whoever starts a browser replaces it. */
const withEnvironment = ({ path, env }: TestTool): TestTool => {
  const given = Object.entries({ ...testContext().env, ...env });
  return { path, env: Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))) };
};

const installed = async (): Promise<string[]> =>
  (await Promise.all(NAMES.map((name) => executablesNamed(name, testContext().env['PATH'] ?? '')))).flat();

async function complaintOf({ path, env }: TestTool): Promise<string | undefined> {
  const answer = await tryCommand(path, ['--version', '--no-sandbox'], { env }).catch((error: unknown) => ({
    code: 1,
    stderr: messageOf(error),
  }));
  return answer.code === 0 ? undefined : `${path} does not run: ${lastLines(answer.stderr, 1)}`;
}

async function fromDebian(): Promise<TestTool | string> {
  const context = testContext();
  const packages = await debianPackages(context, { entry: 'chromium', packages: PACKAGES });
  if (isRefusal(packages)) return packages.refused;
  const { root } = packages;
  const config = join(root, 'fonts.conf');
  const folders = [join(root, 'usr/share/fonts'), '/usr/share/fonts'];
  await writeFile(
    config,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${folders.map((dir) => `<dir>${dir}</dir>`).join('')}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`,
  );
  // The wrapper in usr/bin looks for the program where it would be installed.
  const program = join(root, 'usr/lib/chromium/chromium');
  const tool = withEnvironment({ path: program, env: { ...packages.env, FONTCONFIG_FILE: config } });
  return (await complaintOf(tool)) ?? tool;
}
