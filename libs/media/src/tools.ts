/** An executable and its environment variables, in addition to the minimal environment of every tool. */
export interface Tool {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments before those of each call, such as the script of an interpreter. */
  readonly args?: readonly string[];
  /** The name in errors; default: the file name of `path`. */
  readonly name?: string;
}

export interface PocketsphinxTool extends Tool {
  /** Acoustic model (folder), language model and dictionary (files). */
  readonly hmm: string;
  readonly lm: string;
  readonly dict: string;
}

export interface MediaTools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
  readonly pocketsphinx?: PocketsphinxTool;
}
