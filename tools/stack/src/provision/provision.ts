import { problemKind } from '../problem.js';
import type { ProvisionContext } from './context.js';
import { provisionMediaTool } from './media-tools.js';
import { provisionNatsServer } from './nats-server.js';
import { provisionPocketsphinx } from './pocketsphinx.js';
import { provisionPostgres } from './postgres.js';
import type { Tool } from './tool.js';

export interface MediaTools {
  readonly ffmpeg: Tool<'ffmpeg'>;
  readonly ffprobe: Tool<'ffprobe'>;
  /** Without one the product works, but says that it cannot transcribe. */
  readonly pocketsphinx: Tool<'pocketsphinx'> | undefined;
}

export interface Tools extends MediaTools {
  readonly nats: Tool<'nats-server'>;
  readonly postgres: Tool<'postgres'>;
}

export async function provisionMedia(context: ProvisionContext): Promise<MediaTools> {
  const ffmpeg = await provisionMediaTool(context, 'ffmpeg');
  // After ffmpeg: both may come out of the same packages.
  const ffprobe = await provisionMediaTool(context, 'ffprobe');
  return { ffmpeg, ffprobe, pocketsphinx: await optional(context, provisionPocketsphinx(context)) };
}

async function optional<T>(context: ProvisionContext, tool: Promise<T>): Promise<T | undefined> {
  try {
    return await tool;
  } catch (error) {
    if (problemKind(error) !== 'tool-missing') throw error;
    context.progress(
      `${error instanceof Error ? error.message : String(error)}\nGoing on without: recordings will not be transcribed.`,
    );
    return undefined;
  }
}

export async function provisionAll(context: ProvisionContext, dataMajor: number | undefined): Promise<Tools> {
  const [nats, postgres, media] = await Promise.all([
    provisionNatsServer(context),
    provisionPostgres(context, dataMajor === undefined ? {} : { major: dataMajor }),
    provisionMedia(context),
  ]);
  return { nats, postgres, ...media };
}
