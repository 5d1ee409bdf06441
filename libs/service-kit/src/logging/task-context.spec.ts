import { formatTaskContext, shortTaskId, shortUserId } from './task-context.js';

const TASK = 'abc12345-8e0a-7b3c-9d4e-5f60718293a4';
const USER = '01KFHA26ZQ8M2R7V5T3W9X1Y0B';

describe('the ids of a task in text', () => {
  it('are prefixes of eight characters', () => {
    expect([shortTaskId(TASK), shortUserId(USER)]).toEqual(['abc12345', '01KFHA26']);
    expect([shortTaskId('abc'), shortUserId('')]).toEqual(['abc', '']);
  });

  it('stand before the message as TMO-08 has them', () => {
    expect(`${formatTaskContext({ task: TASK, rec: '123', user: USER })}Message`).toBe(
      'Task:abc12345 | Rec:123 | User:01KFHA26 | Message',
    );
  });

  it('are left out where they are not known', () => {
    expect(formatTaskContext({ rec: '123' })).toBe('Rec:123 | ');
    expect(formatTaskContext({})).toBe('');
  });
});
