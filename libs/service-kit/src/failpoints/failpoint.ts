import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Named places where a test can stop, kill or delay a process. Inert unless `TL_FAILPOINT` names them:
 *
 *     TL_FAILPOINT='work.done@TRANSCRIBE=kill; gateway.upload-stored=delay:500'
 *
 * Actions: `kill` (SIGKILL to itself), `stop` (SIGSTOP to itself), `delay:<ms>`, `error`. Each fires once for a
 * folder named by `TL_FAILPOINT_DIR`, so that a restarted process goes on; without a folder, once for a process.
 */
export type Failpoint = (name: string, scope?: string) => Promise<void>;

interface Armed {
  readonly name: string;
  readonly scope: string | undefined;
  readonly action: string;
  readonly argument: string;
}

const RULE = /^(?<name>[a-z.-]+)(?:@(?<scope>[^=]+))?=(?<action>kill|stop|delay|error)(?::(?<argument>\d+))?$/;

export function parseFailpoints(spec: string): readonly Armed[] {
  return spec
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const groups = RULE.exec(part)?.groups;
      if (groups?.['name'] === undefined || groups['action'] === undefined)
        throw new Error(`TL_FAILPOINT: '${part}' is not of the form name[@scope]=kill|stop|delay:<ms>|error`);
      return { name: groups['name'], scope: groups['scope'], action: groups['action'], argument: groups['argument'] ?? '0' };
    });
}

/** True for the first caller only: the file is the mark that the failpoint has fired. */
const firstTime = (folder: string | undefined, fired: Set<string>, mark: string): boolean => {
  if (fired.has(mark)) return false;
  fired.add(mark);
  if (folder === undefined) return true;
  try {
    closeSync(openSync(join(folder, mark.replaceAll(/[^A-Za-z0-9.-]/g, '_')), 'wx'));
    return true;
  } catch {
    return false;
  }
};

const never = (): Promise<never> => new Promise(() => undefined);

async function act(rule: Armed): Promise<void> {
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
      if (firstTime(settings.folder, fired, `${rule.name}@${rule.scope ?? ''}=${rule.action}`)) await act(rule);
    }
  };
}
