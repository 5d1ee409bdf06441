import type { Examination } from './examination.js';

type ProcessState = Examination['processes'][number];

/** So that whoever reads it need not know how the runner works. */
const anew = (pid: number): string =>
  `kill -9 ${String(pid)} has the runner start it anew (or stop the stack with Ctrl-C, and npm start)`;

const silence = (ms: number | null): string =>
  ms === null ? 'since the gateway listens' : `for ${String(Math.round(ms / 1000))} s`;

/** What a process that is there does not do; undefined where nothing is known against it. */
export function idleness(
  { name, running, halted }: ProcessState,
  { presence }: Pick<Examination, 'presence'>,
): string | undefined {
  if (!running) return undefined;
  if (halted) return 'is stopped and does nothing';
  const told = presence?.find(({ service }) => service === name);
  return told?.workers === 0 ? `has said nothing ${silence(told.silent_ms)}` : undefined;
}

/** Processes that have ended, that were stopped, or of which nothing is heard. */
export function processProblems(examination: Examination): string[] {
  return examination.processes.flatMap((process) => {
    const { name, pid, running, halted } = process;
    if (!running) return [`${name} has ended and is being started again, or keeps failing: see logs/${name}.log`];
    const idle = idleness(process, examination);
    if (idle === undefined) return [];
    const told = `${name} runs (pid ${String(pid)}), but ${idle}`;
    return [halted ? `${told}: kill -CONT ${String(pid)} lets it go on` : `${told}: see logs/${name}.log; ${anew(pid)}`];
  });
}

/** What a runner that was killed has left. */
export function leftovers({ processes }: Pick<Examination, 'processes'>): string[] {
  const names = processes.filter(({ running }) => running).map(({ name, pid }) => `${name} (pid ${String(pid)})`);
  return names.length === 0
    ? []
    : [`its runner is gone and has left ${names.join(', ')}: npm start ends them and begins anew; nothing is lost`];
}
