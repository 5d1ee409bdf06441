import { formatTaskContext, shortenTaskId, shortenUserId } from './task-context.js';

const TASK = 'abc12345-8e0a-7b3c-9d4e-5f60718293a4';
const USER = '01KFHA26ZQ8M2R7V5T3W9X1Y0B';

describe('the ids of a task in text', () => {
  it('are shortened to eight characters', () => {
    expect([shortenTaskId(TASK), shortenUserId(USER)]).toEqual(['abc12345', '01KFHA26']);
    expect([shortenTaskId('abc'), shortenUserId('')]).toEqual(['abc', '']);
  });

  it('precede the message as TMO-08 requires', () => {
    expect(`${formatTaskContext({ task: TASK, rec: '123', user: USER })}Message`).toBe(
      'Task:abc12345 | Rec:123 | User:01KFHA26 | Message',
    );
  });

  it('are omitted if unknown', () => {
    expect(formatTaskContext({ rec: '123' })).toBe('Rec:123 | ');
    expect(formatTaskContext({})).toBe('');
  });
});
