import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, tryCommand } from '#src/processes/run-command.js';
import { messageOf } from '#src/problem.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Without fonts a browser draws no text, and a system without chromium often has none. */
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fontconfig-config'];

/**
 * Returns a Chromium: from TL_CHROMIUM, from the machine, or unpacked from Debian's packages. Throws if there is none: without
 * a browser the page would not be tested.
 */
export async function chromium(): Promise<TestTool> {
  const context = testContext();
  const named = context.env['TL_CHROMIUM'];
  const places = named ? [named] : await findInstalledBrowsers();
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

/** Passes the whole environment: a browser launcher replaces it. */
const withEnvironment = ({ path, env }: TestTool): TestTool => {
  const given = Object.entries({ ...testContext().env, ...env });
  return { path, env: Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))) };
};

const findInstalledBrowsers = async (): Promise<string[]> =>
  (await Promise.all(NAMES.map((name) => findExecutables(name, testContext().env['PATH'] ?? '')))).flat();

async function complaintOf({ path, env }: TestTool): Promise<string | undefined> {
  const answer = await tryCommand(path, ['--version', '--no-sandbox'], { env }).catch((error: unknown) => ({
    code: 1,
    stderr: messageOf(error),
  }));
  return answer.code === 0 ? undefined : `${path} does not run: ${lastLines(answer.stderr, 1)}`;
}

async function fromDebian(): Promise<TestTool | string> {
  const context = testContext();
  const packages = await fetchDebianPackages(context, { entry: 'chromium', packages: PACKAGES });
  if (isRefusal(packages)) return packages.refused;
  const { root } = packages;
  const config = join(root, 'fonts.conf');
  const folders = [join(root, 'usr/share/fonts'), '/usr/share/fonts'];
  await writeFile(
    config,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${folders.map((dir) => `<dir>${dir}</dir>`).join('')}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`,
  );
  // The wrapper in usr/bin looks for the program in its installed location.
  const program = join(root, 'usr/lib/chromium/chromium');
  const tool = withEnvironment({ path: program, env: { ...packages.env, FONTCONFIG_FILE: config } });
  return (await complaintOf(tool)) ?? tool;
}
