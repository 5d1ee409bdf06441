/** Ways to find a tool, usually tried in this order. Each tool defines its own order. */
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
  /** Merged over the environment of the process, e.g. LD_LIBRARY_PATH of unpacked packages. */
  readonly env: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** The reason why one way failed; shown if no way works. */
export interface Refusal {
  readonly refused: string;
}

export interface Way<Id extends ToolId> {
  readonly foundBy: FoundBy;
  readonly look: () => Promise<Tool<Id> | Refusal>;
  /** Checks if the tool is available without the network. Such ways are tried first. */
  readonly cached?: () => Promise<boolean>;
}

export const refuse = (reason: string): Refusal => ({ refused: reason });
