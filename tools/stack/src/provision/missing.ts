import { messageOf, StackProblem } from '../problem.js';
import type { ProvisionContext } from './context.js';
import { installHint } from './install-hints.js';
import type { FoundBy, Refusal, Tool, ToolId, Way } from './tool.js';

export interface Tried {
  readonly foundBy: FoundBy;
  readonly reason: string;
}

export class ToolMissing extends StackProblem {
  constructor(
    readonly tool: ToolId,
    readonly tried: readonly Tried[],
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

function missingMessage(tool: ToolId, tried: readonly Tried[], platform: NodeJS.Platform): string {
  const lines = tried.map(({ foundBy, reason }) => `  - ${titles[foundBy]}: ${reason}`);
  return [`${tool} is needed and could not be found or fetched:`, ...lines, installHint(tool, platform)].join('\n');
}

const isRefusal = (answer: Tool | Refusal): answer is Refusal => 'refused' in answer;

/** Takes the first way that leads to a usable copy; the others' reasons go into the error when none does. */
export async function firstUsable<Id extends ToolId>(
  id: Id,
  ways: readonly Way<Id>[],
  { platform, signal }: Pick<ProvisionContext, 'platform' | 'signal'>,
): Promise<Tool<Id>> {
  const tried: Tried[] = [];
  for (const { foundBy, look } of await cachedFirst(ways)) {
    const answer = await look().catch((error: unknown): Refusal => ({ refused: messageOf(error) }));
    if (!isRefusal(answer)) return answer;
    // That is no failure of this way, and no reason to try the next.
    signal?.throwIfAborted();
    tried.push({ foundBy, reason: answer.refused });
    // A path that somebody set on purpose and that does not work must not be papered over.
    if (foundBy === 'env' && answer.refused !== NOT_SET) break;
  }
  throw new ToolMissing(id, tried, platform);
}

/** A second start is quick and works offline: what was fetched before is used before anything is fetched. */
async function cachedFirst<Id extends ToolId>(ways: readonly Way<Id>[]): Promise<Way<Id>[]> {
  const ranked = await Promise.all(
    ways.map(async (way) => ({ way, rank: way.cached === undefined || (await way.cached()) ? 0 : 1 })),
  );
  return ranked.sort((a, b) => a.rank - b.rank).map(({ way }) => way);
}

export const NOT_SET = 'not set';
