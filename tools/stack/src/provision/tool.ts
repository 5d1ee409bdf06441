/** In the order in which the ways are usually tried; the order of each tool is in `tools.ts`. */
export type FoundBy = 'env' | 'path' | 'download' | 'bundled' | 'debian';

export interface ToolPaths {
  readonly 'nats-server': { readonly server: string };
  readonly postgres: { readonly postgres: string; readonly initdb: string };
  readonly ffmpeg: { readonly ffmpeg: string };
  readonly ffprobe: { readonly ffprobe: string };
  readonly pocketsphinx: { readonly decoder: string; readonly hmm: string; readonly lm: string; readonly dict: string };
}

export type ToolId = keyof ToolPaths;

export interface Tool<Id extends ToolId = ToolId> {
  readonly id: Id;
  readonly foundBy: FoundBy;
  readonly paths: ToolPaths[Id];
  readonly version: string;
  /** To be merged over the environment of the process, e.g. LD_LIBRARY_PATH of unpacked packages. */
  readonly env: Readonly<Record<string, string>>;
  /** What an operator should know about this copy. */
  readonly notes: readonly string[];
}

/** Why one way did not lead to the tool; kept for the message when none does. */
export interface Refusal {
  readonly refused: string;
}

export interface Way<Id extends ToolId> {
  readonly foundBy: FoundBy;
  readonly look: () => Promise<Tool<Id> | Refusal>;
  /** Whether it can be had without the network; a way that can goes before those that cannot. */
  readonly cached?: () => Promise<boolean>;
}

export const refuse = (reason: string): Refusal => ({ refused: reason });
