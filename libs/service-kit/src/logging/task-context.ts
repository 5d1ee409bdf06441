export interface TaskIds {
  readonly task: string;
  readonly rec: string;
  readonly user: string;
}

/** TMO-09: people compare ids by eye, and eight characters are enough to find the whole id. */
const SHORT = 8;

export const shortenTaskId = (taskId: string): string => taskId.slice(0, SHORT);

export const shortenUserId = (userId: string): string => userId.slice(0, SHORT);

/** Formats the prefix of a task's log message (TMO-08), without unknown parts. */
export function formatTaskContext({ task, rec, user }: Partial<TaskIds>): string {
  const parts = [
    ...(task === undefined ? [] : [`Task:${shortenTaskId(task)}`]),
    ...(rec === undefined ? [] : [`Rec:${rec}`]),
    ...(user === undefined ? [] : [`User:${shortenUserId(user)}`]),
  ];
  return parts.map((part) => `${part} | `).join('');
}
