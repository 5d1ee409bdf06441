import { messageOf, StackProblem } from '../problem.js';
import type { ProvisionContext } from './context.js';
import { installHint } from './install-hints.js';
import { isRefusal } from './probe-tool.js';
import type { FoundBy, Refusal, Tool, ToolId, Way } from './tool.js';

export interface FailedWay {
  readonly foundBy: FoundBy;
  readonly reason: string;
}

export class ToolMissing extends StackProblem {
  constructor(
    readonly tool: ToolId,
    readonly tried: readonly FailedWay[],
    platform: NodeJS.Platform,
  ) {
    super('tool-missing', missingMessage(tool, tried, platform));
  }
}

const titles: Record<FoundBy, string> = {
  env: 'environment',
  path: 'PATH and usual places',
  download: 'download',
  bundled: 'npm package',
  debian: 'Debian package',
};

function missingMessage(tool: ToolId, tried: readonly FailedWay[], platform: NodeJS.Platform): string {
  const lines = tried.map(({ foundBy, reason }) => `  - ${titles[foundBy]}: ${reason}`);
  return [`${tool} is needed and could not be found or fetched:`, ...lines, installHint(tool, platform)].join('\n');
}

/** Returns the tool from the first way that works. If none does, the error lists all reasons. */
export async function findFirstUsable<Id extends ToolId>(
  id: Id,
  ways: readonly Way<Id>[],
  { platform, signal }: Pick<ProvisionContext, 'platform' | 'signal'>,
): Promise<Tool<Id>> {
  const tried: FailedWay[] = [];
  for (const { foundBy, look } of await sortCachedFirst(ways)) {
    const answer = await look().catch((error: unknown): Refusal => ({ refused: messageOf(error) }));
    if (!isRefusal(answer)) return answer;
    // An abort is not a failure of this way, so the next one is not tried.
    signal?.throwIfAborted();
    tried.push({ foundBy, reason: answer.refused });
    // A path in the environment is deliberate: if it does not work, do not silently use another copy.
    if (foundBy === 'env' && answer.refused !== NOT_SET) break;
  }
  throw new ToolMissing(id, tried, platform);
}

/** Sorts cached tools before downloads, so that a second start is fast and works offline. */
async function sortCachedFirst<Id extends ToolId>(ways: readonly Way<Id>[]): Promise<Way<Id>[]> {
  const ranked = await Promise.all(
    ways.map(async (way) => ({ way, rank: way.cached === undefined || (await way.cached()) ? 0 : 1 })),
  );
  return ranked.sort((a, b) => a.rank - b.rank).map(({ way }) => way);
}

export const NOT_SET = 'not set';
