import { AsyncLocalStorage } from 'node:async_hooks';

/** What a worker is at: one attempt of one step. */
export interface Task {
  /** Of the attempt. */
  readonly task: string;
  /** The asset. */
  readonly rec: string;
  /** Its owner; undefined where that is not known yet. */
  readonly user: string | undefined;
}

const tasks = new AsyncLocalStorage<Task>();

/** Whatever is logged meanwhile, by whomever, is logged of this task. */
export const inTask = <T>(task: Task, run: () => T): T => tasks.run(task, run);

export const currentTask = (): Task | undefined => tasks.getStore();
