import type { Examination } from './examination.js';

type ProcessState = Examination['processes'][number];

const restartHint = (pid: number): string =>
  `kill -9 ${String(pid)} makes the runner restart it (or stop the stack with Ctrl-C, then npm start)`;

const silenceText = (ms: number | null): string =>
  ms === null ? 'since the gateway started' : `for ${String(Math.round(ms / 1000))} s`;

/** Describes why a running process does no work; undefined if nothing suggests that. */
export function describeIdleness(
  { name, running, halted }: ProcessState,
  { presence }: Pick<Examination, 'presence'>,
): string | undefined {
  if (!running) return undefined;
  if (halted) return 'is suspended';
  const entry = presence?.find(({ service }) => service === name);
  return entry?.workers === 0 ? `has sent nothing ${silenceText(entry.silent_ms)}` : undefined;
}

export function findProcessProblems(examination: Examination): string[] {
  return examination.processes.flatMap((process) => {
    const { name, pid, running, halted } = process;
    if (!running) return [`${name} has stopped and is being restarted, or keeps failing: see logs/${name}.log`];
    const idle = describeIdleness(process, examination);
    if (idle === undefined) return [];
    const message = `${name} is running (pid ${String(pid)}), but ${idle}`;
    return [
      halted ? `${message}: kill -CONT ${String(pid)} resumes it` : `${message}: see logs/${name}.log; ${restartHint(pid)}`,
    ];
  });
}

export function describeLeftovers({ processes }: Pick<Examination, 'processes'>): string[] {
  const names = processes.filter(({ running }) => running).map(({ name, pid }) => `${name} (pid ${String(pid)})`);
  return names.length === 0
    ? []
    : [`the runner has ended and left ${names.join(', ')}: npm start stops them and starts again; nothing is lost`];
}
