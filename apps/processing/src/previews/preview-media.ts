import { join } from 'node:path';
import { codeOf, kindOf, type Artifact } from '@throughline/contracts';
import type { WebVersionState } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import {
  drawPoster,
  drawSprites,
  makeWebVersion,
  measurePeaks,
  playsInBrowsers,
  probe,
  type MediaInfo,
  type MediaTools,
} from '@throughline/media';
import { breaksOff } from './breaks-off.js';

interface MediaFile {
  readonly path: string;
  readonly media: MediaInfo;
  /** This attempt makes the version for the browser. */
  readonly isConverting: boolean;
}

export interface MediaPreviews {
  readonly web: WebVersionState;
  readonly artifacts: readonly Artifact[];
}

const isUnreadable = (error: unknown): boolean =>
  kindOf(error) === 'permanent' || (kindOf(error) === 'tool' && codeOf(error) !== 'tool-missing');

/** Returns undefined for a part that the tools cannot make, so that a strange file keeps its other previews. */
async function tolerate<T>(context: StepContext, part: string, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (context.signal.aborted || !isUnreadable(error)) throw error;
    context.log.warn({ err: error, part }, 'a preview of the file cannot be made');
    return undefined;
  }
}

/** The share of the attempt at the end of each phase, without a conversion and with one, which takes nearly all of the time. */
const PHASES = {
  sprites: { plain: [0, 0.5], converting: [0, 0.05] },
  peaks: { plain: [0.5, 1], converting: [0.05, 0.1] },
  web: { plain: [1, 1], converting: [0.1, 1] },
} as const;

/** Reports the progress of the attempt by the part of the file that a tool has read. */
const reportSeconds =
  (context: StepContext, { media, isConverting }: MediaFile, phase: keyof typeof PHASES) =>
  (seconds: number): void => {
    const [from, to] = PHASES[phase][isConverting ? 'converting' : 'plain'];
    const fraction = from + (to - from) * Math.min(1, seconds / media.durationSeconds);
    context.progress({ fraction, phase });
  };

const putJson = (context: StepContext, role: string, name: string, content: object): Promise<Artifact> =>
  context.output({ role, name, mediaType: 'application/json' }, Buffer.from(JSON.stringify(content)));

async function makePoster(file: MediaFile, context: StepContext, tools: MediaTools): Promise<readonly Artifact[]> {
  const to = join(await context.workspace(), 'poster.jpg');
  if (!(await drawPoster(tools, file.path, file.media, { to, signal: context.signal }))) return [];
  return [await context.output({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' }, { path: to })];
}

async function makeSprites(file: MediaFile, context: StepContext, tools: MediaTools): Promise<readonly Artifact[]> {
  const to = join(await context.workspace(), 'sprites.jpg');
  const onSeconds = reportSeconds(context, file, 'sprites');
  const { signal } = context;
  const sprites = await tolerate(context, 'sprites', () => drawSprites(tools, file.path, file.media, { to, signal, onSeconds }));
  if (sprites === undefined) return [];
  return [
    await context.output({ role: 'sprites', name: 'sprites.jpg', mediaType: 'image/jpeg' }, { path: to }),
    await putJson(context, 'sprites_index', 'sprites.json', sprites),
  ];
}

async function makePeaks(file: MediaFile, context: StepContext, tools: MediaTools): Promise<readonly Artifact[]> {
  const onSeconds = reportSeconds(context, file, 'peaks');
  const peaks = await measurePeaks(tools, file.path, file.media, { signal: context.signal, onSeconds });
  return peaks === undefined ? [] : [await putJson(context, 'peaks', 'peaks.json', peaks)];
}

async function convert(file: MediaFile, context: StepContext, tools: MediaTools): Promise<MediaPreviews> {
  const to = join(await context.workspace(), 'web.mp4');
  const onSeconds = reportSeconds(context, file, 'web');
  const { signal } = context;
  const made = await tolerate(context, 'web', () => makeWebVersion(tools, file.path, file.media, { to, signal, onSeconds }));
  if (made === undefined) return { web: 'failed', artifacts: [] };
  const as =
    file.media.video === undefined ? { name: 'web.m4a', mediaType: 'audio/mp4' } : { name: 'web.mp4', mediaType: 'video/mp4' };
  return {
    web: breaksOff(file.media, made) ? 'partial' : 'ready',
    artifacts: [await context.output({ role: 'web', ...as }, { path: to })],
  };
}

/**
 * Makes the version for the browser in an attempt of its own, after the first one has found that it is needed. So a long
 * conversion delays no poster, and none is begun for a file that a run replaces.
 */
const isConversionDue = ({ previews }: StepContext, { sha256 }: Artifact): boolean =>
  previews.web === 'pending' && previews.fileSha256 === sha256;

/** Makes poster, sprites and peaks of a recording, and its version for the browser if that is due. */
export async function previewMedia(input: Artifact, context: StepContext, tools: MediaTools): Promise<MediaPreviews> {
  const path = await context.local(input.key);
  const media = await probe(tools, path, context.signal);
  const isNeeded = !playsInBrowsers(media);
  const file = { path, media, isConverting: isNeeded && isConversionDue(context, input) };
  const artifacts = [
    ...(await makePoster(file, context, tools)),
    ...(await makeSprites(file, context, tools)),
    ...(await makePeaks(file, context, tools)),
  ];
  if (!file.isConverting) return { web: isNeeded ? 'pending' : 'not-needed', artifacts };
  const { web, artifacts: converted } = await convert(file, context, tools);
  return { web, artifacts: [...artifacts, ...converted] };
}
