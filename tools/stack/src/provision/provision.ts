import { messageOf, problemKind, StackProblem } from '../problem.js';
import type { ProvisionContext } from './context.js';
import { provisionMediaTool } from './media-tools.js';
import { provisionNatsServer } from './nats-server.js';
import { provisionPocketsphinx } from './pocketsphinx.js';
import { provisionPostgres } from './postgres.js';
import type { Tool } from './tool.js';

export interface MediaTools {
  readonly ffmpeg: Tool<'ffmpeg'>;
  readonly ffprobe: Tool<'ffprobe'>;
  /** Optional: without it, transcription is reported as unavailable. */
  readonly pocketsphinx: Tool<'pocketsphinx'> | undefined;
}

export interface Tools extends MediaTools {
  readonly nats: Tool<'nats-server'>;
  readonly postgres: Tool<'postgres'>;
}

/** Provisions the media tools. Calls `without` for a missing optional tool. */
export async function provisionMedia(context: ProvisionContext, without = context.progress): Promise<MediaTools> {
  const ffmpeg = await provisionMediaTool(context, 'ffmpeg');
  // After ffmpeg: both may come from the same packages.
  const ffprobe = await provisionMediaTool(context, 'ffprobe');
  return { ffmpeg, ffprobe, pocketsphinx: await allowMissing(provisionPocketsphinx(context), without) };
}

async function allowMissing<T>(tool: Promise<T>, without: (message: string) => void): Promise<T | undefined> {
  try {
    return await tool;
  } catch (error) {
    if (problemKind(error) !== 'tool-missing') throw error;
    without(`${messageOf(error)}\nGoing on without: recordings will not be transcribed.`);
    return undefined;
  }
}

export async function provisionAll(context: ProvisionContext, dataMajor: number | undefined): Promise<Tools> {
  const lacking: string[] = [];
  // Waits for all, so that one error names everything that is missing.
  const [nats, postgres, media] = await Promise.allSettled([
    provisionNatsServer(context),
    provisionPostgres(context, dataMajor === undefined ? {} : { major: dataMajor }),
    provisionMedia(context, (message) => lacking.push(message)),
  ]);
  context.signal?.throwIfAborted();
  if (nats.status === 'rejected' || postgres.status === 'rejected' || media.status === 'rejected')
    throw combineMissing([nats, postgres, media]);
  for (const message of lacking) context.progress(message);
  return { nats: nats.value, postgres: postgres.value, ...media.value };
}

const NETWORK =
  'What is fetched needs the network. Behind a proxy: HTTPS_PROXY and HTTP_PROXY. See docs/operating.md, "Behind a proxy".';

function combineMissing(results: readonly PromiseSettledResult<unknown>[]): unknown {
  const errors = results.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []));
  const unexpected = errors.find((error) => problemKind(error) !== 'tool-missing');
  if (unexpected !== undefined) return unexpected;
  return new StackProblem('tool-missing', [...errors.map(messageOf), NETWORK].join('\n\n'), { cause: errors[0] });
}
