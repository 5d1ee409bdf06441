import { rm } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DataFolder } from '../data-folder/data-folder.js';
import { StackProblem } from '../problem.js';
import type { Tool } from '../provision/tool.js';
import type { Tools } from '../provision/provision.js';

const Port = Type.Integer({ minimum: 1, maximum: 65_535 });

const Stored = Type.Object({
  startedAt: Type.String(),
  ports: Type.Object({ nats: Port, postgres: Port, gateway: Port, monitor: Type.Optional(Port) }),
  tools: Type.Array(
    Type.Object({
      id: Type.String(),
      version: Type.String(),
      foundBy: Type.String(),
      path: Type.String(),
      notes: Type.Array(Type.String()),
    }),
  ),
});

/** Ports and tools of the last start, for commands outside the runner. */
export type InstallationRecord = Static<typeof Stored>;
export type ToolRecord = InstallationRecord['tools'][number];
export type Ports = InstallationRecord['ports'];

export const monitorUrl = (port: number): string => `http://127.0.0.1:${port}`;

const FILE = 'installation.json';
const schema = Compile(Stored);

// The program is the first of a tool's paths; models and other files follow.
const toolRecord = ({ id, version, foundBy, paths, notes }: Tool): ToolRecord => ({
  id,
  version,
  foundBy,
  path: Object.values(paths)[0] ?? '',
  notes: [...notes],
});

export async function recordInstallation(folder: DataFolder, ports: Ports, tools: Tools): Promise<void> {
  const { nats, postgres, ffmpeg, ffprobe, pocketsphinx } = tools;
  const found = [nats, postgres, ffmpeg, ffprobe, ...(pocketsphinx ? [pocketsphinx] : [])];
  const made: InstallationRecord = { startedAt: new Date().toISOString(), ports, tools: found.map(toolRecord) };
  await folder.writeJson(FILE, made);
}

/** Removes the record before a start: its ports may no longer be valid. */
export const forgetInstallation = (folder: DataFolder): Promise<void> => rm(folder.file(FILE), { force: true });

export async function readInstallation(folder: DataFolder): Promise<InstallationRecord | undefined> {
  const stored = await folder.readJson(FILE);
  if (stored === undefined || schema.Check(stored)) return stored;
  throw new StackProblem('data-folder-unusable', `${folder.file(FILE)} is incomplete: start the stack again to rewrite it`);
}
