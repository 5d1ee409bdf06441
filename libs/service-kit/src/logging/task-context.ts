/** Whose work a line tells of. */
export interface Task {
  /** The attempt of a step. */
  readonly task: string;
  /** The recording. */
  readonly rec: string;
  /** Its owner. */
  readonly user: string;
}

/** TMO-09: whoever reads a line compares by eye, and eight characters are enough to find the whole id. */
const SHORT = 8;

export const shortTaskId = (taskId: string): string => taskId.slice(0, SHORT);

export const shortUserId = (userId: string): string => userId.slice(0, SHORT);

/** What stands before the message of a task (TMO-08); what is not known is left out. */
export function formatTaskContext({ task, rec, user }: Partial<Task>): string {
  const parts = [
    ...(task === undefined ? [] : [`Task:${shortTaskId(task)}`]),
    ...(rec === undefined ? [] : [`Rec:${rec}`]),
    ...(user === undefined ? [] : [`User:${shortUserId(user)}`]),
  ];
  return parts.map((part) => `${part} | `).join('');
}
