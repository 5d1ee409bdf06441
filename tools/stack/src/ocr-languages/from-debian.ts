import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, problemKind } from '../problem.js';
import type { ProvisionContext } from '../provision/context.js';
import { unpackPackages } from '../provision/debian.js';
import { isRefusal } from '../provision/probe-tool.js';
import { refuse, type Refusal } from '../provision/tool.js';

type DebianContext = Pick<ProvisionContext, 'cache' | 'debian' | 'env' | 'signal'>;

export const debianPackageOf = (language: string): string => `tesseract-ocr-${language.replaceAll('_', '-')}`;

const FOLDER = 'root/usr/share/tesseract-ocr';

async function findData(unpacked: string, language: string): Promise<string | undefined> {
  const names = await readdir(join(unpacked, FOLDER), { recursive: true }).catch(() => []);
  const name = names.find((each) => each.endsWith(`/tessdata/${language}.traineddata`));
  return name === undefined ? undefined : join(unpacked, FOLDER, name);
}

/** Unpacks Debian's package of a language, hands its data on, and keeps nothing else of it. */
export async function fetchFromDebian(
  language: string,
  context: DebianContext,
  take: (file: string) => Promise<void>,
): Promise<{ readonly from: string } | Refusal> {
  const system = await context.debian();
  if (isRefusal(system)) return system;
  const name = debianPackageOf(language);
  const { id, codename, sources, statusFile } = system;
  const { cache, env, signal } = context;
  // Another process may fetch the same language, and this entry is removed afterwards.
  const entry = `debian/${name}-${randomUUID()}`;
  try {
    // Data needs no programs and no libraries.
    const request = { packages: [name], sources, statusFile, withDependencies: false, signal, env };
    const file = await findData(await unpackPackages(cache, entry, request), language);
    if (file === undefined) return refuse(`Debian's package ${name} has no data for ${language}`);
    await take(file);
    return { from: `${name} of ${id} ${codename}` };
  } catch (error) {
    signal?.throwIfAborted();
    if (problemKind(error) === undefined) throw error;
    const isUnknown = /Unable to locate package|No packages found/.test(messageOf(error));
    return refuse(isUnknown ? `${id} ${codename} has no package ${name}` : messageOf(error));
  } finally {
    await rm(cache.path(entry), { recursive: true, force: true });
  }
}
