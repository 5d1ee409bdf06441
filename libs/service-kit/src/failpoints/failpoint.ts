import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Named points where a test can stop, kill or delay a process. Without effect unless `TL_FAILPOINT` names them:
 *
 *     TL_FAILPOINT='work.done@TRANSCRIBE=kill; gateway.upload-stored=delay:500'
 *
 * Actions: `kill` (SIGKILL to itself), `stop` (SIGSTOP to itself), `delay:<ms>`, `error`, `full` (ENOSPC). With the folder `TL_FAILPOINT_DIR`
 * each fires once in all processes together, so that a restarted process continues. Without it, each fires once in a process.
 */
export type Failpoint = (name: string, scope?: string) => Promise<void>;

interface FailpointRule {
  readonly name: string;
  readonly scope: string | undefined;
  readonly action: string;
  readonly argument: string;
}

const RULE = /^(?<name>[a-z.-]+)(?:@(?<scope>[^=]+))?=(?<action>kill|stop|delay|error|full)(?::(?<argument>\d+))?$/;

export function parseFailpoints(spec: string): readonly FailpointRule[] {
  return spec
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const groups = RULE.exec(part)?.groups;
      if (groups?.['name'] === undefined || groups['action'] === undefined)
        throw new Error(`TL_FAILPOINT: '${part}' is not of the form name[@scope]=kill|stop|delay:<ms>|error|full`);
      return { name: groups['name'], scope: groups['scope'], action: groups['action'], argument: groups['argument'] ?? '0' };
    });
}

const markOf = ({ name, scope, action }: FailpointRule): string =>
  `${name}@${scope ?? ''}=${action}`.replaceAll(/[^A-Za-z0-9.-]/g, '_');

/** Returns the files in `TL_FAILPOINT_DIR` that record that these failpoints have fired. */
export const failpointMarks = (spec: string): readonly string[] => parseFailpoints(spec).map(markOf);

/** Returns true for the first caller only. With a folder, only its file counts: a test may remove it, or write it beforehand. */
const claimFirstTime = (folder: string | undefined, fired: Set<string>, mark: string): boolean => {
  if (folder === undefined) {
    const isFirst = !fired.has(mark);
    fired.add(mark);
    return isFirst;
  }
  try {
    closeSync(openSync(join(folder, mark), 'wx'));
    return true;
  } catch {
    return false;
  }
};

const never = (): Promise<never> => new Promise(() => undefined);

async function applyRule(rule: FailpointRule): Promise<void> {
  switch (rule.action) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return never();
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      return;
    case 'delay':
      await delay(Number(rule.argument));
      return;
    case 'full':
      throw Object.assign(new Error(`Failpoint ${rule.name}: no space left on device`), { code: 'ENOSPC' });
    default:
      throw new Error(`Failpoint ${rule.name}`);
  }
}

export function createFailpoint(settings: { spec: string | undefined; folder: string | undefined }): Failpoint {
  const rules = parseFailpoints(settings.spec ?? '');
  const fired = new Set<string>();
  if (rules.length === 0) return () => Promise.resolve();
  return async (name, scope) => {
    for (const rule of rules) {
      if (rule.name !== name || (rule.scope !== undefined && rule.scope !== scope)) continue;
      if (claimFirstTime(settings.folder, fired, markOf(rule))) await applyRule(rule);
    }
  };
}
