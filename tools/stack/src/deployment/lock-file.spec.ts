import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testProjectRoot } from '#testing/config.js';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const lock = JSON.parse(readFileSync(join(testProjectRoot(), 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const packages = Object.entries(lock.packages).map(([path, locked]) => ({ name: path.split('node_modules/').at(-1), ...locked }));

describe('the lock file', () => {
  it('has whisper.cpp for the processors of Linux and macOS, in one version', () => {
    const whisper = packages.filter(({ name = '' }) => name.startsWith('@fugood/'));
    const systems = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];
    expect(whisper.map(({ name }) => name).sort()).toEqual(systems.map((system) => `@fugood/node-whisper-${system}`));
    expect(new Set(whisper.map(({ version }) => version)).size).toBe(1);
    for (const { name, optional, os, cpu } of whisper) {
      expect(optional).toBe(true);
      expect(name).toBe(`@fugood/node-whisper-${String(os)}-${String(cpu)}`);
    }
  });

  // They have 240 MB, and the packages of whisper.cpp for all systems ask for them.
  it('has no build for graphics processors or browsers', () => {
    expect(packages.filter(({ name = '' }) => /whisper.*(cuda|vulkan|wasm)/.test(name))).toEqual([]);
  });

  it('names no server that packages were loaded from', () => {
    expect(packages.filter(({ resolved = '' }) => resolved.includes('://'))).toEqual([]);
  });
});
